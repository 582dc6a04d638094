export type { UploadsState } from "@safelight/client";
