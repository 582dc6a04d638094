import type { Policy } from "@safelight/client";

/** For `<input accept>`: the policy's formats, and HEIC by its names as well, since many browsers know no type for it. */
export function accept(policy: Policy | undefined): string | undefined {
  if (!policy) return undefined;
  const heic = policy.formats.some((format) => /hei[cf]/.test(format)) ? [".heic", ".heif"] : [];
  return [...policy.formats, ...heic].join(",");
}
