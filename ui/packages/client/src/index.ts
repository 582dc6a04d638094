export { createClient, type Client, type ClientOptions } from "./api/client";
export type * from "./api/models";
export { NETWORK, Problem } from "./api/problem";
export { createFeed, type Connection, type Feed } from "./live/feed";
export type * from "./uploads/uploads";
export type * from "./downloads/downloads";
export { createDownloads, type DownloadsOptions } from "./downloads/engine";
export { createUploads, type UploadsOptions } from "./uploads/create-uploads";
export { NOTICES } from "./uploads/notices";
