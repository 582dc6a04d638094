import type { Policy } from "../api/models";
import { NOTICES, ruleNotice } from "./notices";
import type { Notice } from "./uploads";

/** What most browsers do not know by its name, or call otherwise. */
const BY_NAME: Readonly<Record<string, string>> = {
  heic: "image/heic",
  heif: "image/heif",
  hif: "image/heif",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

const ALIASES: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/x-png": "image/png",
  "image/heic-sequence": "image/heic",
  "image/heif-sequence": "image/heif",
};

/** The media type to announce: by the browser, else by the name. */
export function typeOf(file: { readonly type: string; readonly name: string }): string {
  const type = file.type.toLowerCase();
  const byName = BY_NAME[file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase()];
  if (type === "" || type === "application/octet-stream") return byName ?? "";
  return ALIASES[type] ?? type;
}

/** Why a file can never be accepted; undefined when it may be. */
export function refusal(policy: Policy | undefined, file: File): Notice | undefined {
  if (file.size === 0) return NOTICES.EMPTY_FILE;
  if (policy === undefined) return undefined;
  if (!allows(policy.formats, typeOf(file))) return ruleNotice(policy, "UNSUPPORTED_FORMAT");
  if (file.size > policy.upload.maxBytes) return ruleNotice(policy, "FILE_TOO_LARGE");
  const least = policy.rules.find((rule) => rule.code === "FILE_TOO_SMALL" && rule.severity === "reject")?.limit;
  return typeof least === "number" && file.size < least ? ruleNotice(policy, "FILE_TOO_SMALL") : undefined;
}

function allows(formats: readonly string[], type: string): boolean {
  return formats.includes(type) || (type === "image/heif" && formats.includes("image/heic"));
}
