export type * from "./api/models";
export type * from "./uploads/uploads";
export type * from "./downloads/downloads";
