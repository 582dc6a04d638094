import type { Schemas } from "@safelight/client";

export type Limits = NonNullable<Schemas["DryRunRequest"]["limits"]>;
type Code = Schemas["RuleCode"];

/** A limit that can be tried, and the rule that says what it is now. */
export interface Limit {
  readonly name: Exclude<keyof Limits, "formats">;
  readonly code: Code;
}

export const LIMITS: readonly Limit[] = [
  { name: "minSharpness", code: "TOO_BLURRY" },
  { name: "minBrightness", code: "TOO_DARK" },
  { name: "maxBrightness", code: "TOO_BRIGHT" },
  { name: "minShorterSide", code: "RESOLUTION_TOO_LOW" },
  { name: "maxMegapixels", code: "RESOLUTION_TOO_HIGH" },
  { name: "minBytes", code: "FILE_TOO_SMALL" },
  { name: "maxBytes", code: "FILE_TOO_LARGE" },
  { name: "minFaceSize", code: "FACE_TOO_SMALL" },
  { name: "minFaceInside", code: "FACE_CUT_OFF" },
  { name: "maxFaceTurn", code: "FACE_TURNED_AWAY" },
  { name: "minEyesVisible", code: "EYES_NOT_VISIBLE" },
  { name: "maxSimilarity", code: "TOO_SIMILAR" },
];

const DAY = 86_400_000;

export function request(limit: Limit, value: number, days: number, now = Date.now()): Schemas["DryRunRequest"] {
  return { limits: { [limit.name]: value }, since: new Date(now - days * DAY).toISOString(), limit: 100_000 };
}
