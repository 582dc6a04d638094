import type { Download } from "../api/models";
import { Problem } from "../api/problem";

export function notFound(): Problem {
  return problem("DOWNLOAD_NOT_FOUND", 404, "There is no such download");
}

/** Why there is nothing to fetch, with the codes that the server's own route for it has. */
export function noArchive({ status, error }: Download): Problem {
  if (status === "failed") return problem("DOWNLOAD_FAILED", 409, "The download failed", error?.message);
  if (status === "cancelled") return problem("DOWNLOAD_CANCELLED", 410, "The download was cancelled");
  if (status === "expired") return problem("DOWNLOAD_EXPIRED", 410, "The archive has expired", "Order it again.");
  return problem("DOWNLOAD_NOT_READY", 409, "The archive is still being made");
}

function problem(code: string, status: number, title: string, detail = ""): Problem {
  return new Problem(code, status, title, detail, undefined, undefined);
}
