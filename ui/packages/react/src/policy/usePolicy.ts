import type { Policy } from "@safelight/client";
import { useUploads } from "../uploads/useUploads";

/** What the server asks of photos: formats, limits, how many. Absent until it has said so. */
export function usePolicy(): Policy | undefined {
  return useUploads().policy;
}
