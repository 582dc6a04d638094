import type { Reason } from "@safelight/client";
import { describe, expect, test } from "vitest";
import { duration, figure, formatName, sayNotice, sayReason, size, words } from "./strings";

// One of each: a rule that is added to the API's document is missed here by the compiler.
const examples: Record<Reason["code"], Pick<Reason, "measured" | "limit" | "unit">> = {
  UNSUPPORTED_FORMAT: { measured: "GIF", limit: "HEIC, JPEG, PNG", unit: "" },
  UNREADABLE: { measured: "cut off in the middle", limit: null, unit: "" },
  FORMAT_MISMATCH: { measured: "PNG", limit: "JPEG", unit: "" },
  FILE_TOO_SMALL: { measured: 12_288, limit: 51_200, unit: "bytes" },
  FILE_TOO_LARGE: { measured: 62_914_560, limit: 52_428_800, unit: "bytes" },
  RESOLUTION_TOO_LOW: { measured: 480, limit: 512, unit: "px" },
  RESOLUTION_TOO_HIGH: { measured: 120.4, limit: 100, unit: "megapixels" },
  TOO_BLURRY: { measured: 23.4, limit: 40, unit: "of 100" },
  TOO_DARK: { measured: 12.2, limit: 25, unit: "%" },
  TOO_BRIGHT: { measured: 96, limit: 90, unit: "%" },
  NO_FACE: { measured: 0, limit: 1, unit: "faces" },
  MULTIPLE_FACES: { measured: 3, limit: 1, unit: "faces" },
  FACE_TOO_SMALL: { measured: 6.4, limit: 10, unit: "% of the shorter side" },
  FACE_CUT_OFF: { measured: 71, limit: 90, unit: "% inside" },
  FACE_TURNED_AWAY: { measured: 41.2, limit: 35, unit: "°" },
  EYES_NOT_VISIBLE: { measured: 20, limit: 50, unit: "%" },
  DUPLICATE: { measured: "identical", limit: null, unit: "" },
  TOO_SIMILAR: { measured: 96.9, limit: 90, unit: "%" },
};

const reasonOf = (code: string, more: Pick<Reason, "measured" | "limit" | "unit">): Reason => ({
  code: code as Reason["code"],
  severity: "reject",
  title: "The server's title",
  advice: "The server's advice",
  ...more,
});

describe("Reasons", () => {
  test.each(Object.entries(examples))("%s is said in our own words, whole sentences without holes", (code, example) => {
    const { title, found, advice } = sayReason(reasonOf(code, example));
    expect(title).not.toBe("The server's title");
    expect(advice).not.toBe("The server's advice");
    expect(`${title} ${found} ${advice}`).not.toMatch(/undefined|null|NaN|\{|\[object/);
    expect(found).toMatch(/\.$/);
  });

  test("say what was measured and what is asked for", () => {
    expect(sayReason(reasonOf("TOO_BLURRY", examples.TOO_BLURRY)).found).toBe(
      "Sharpness: 23.4 of 100. We need at least 40 of 100.",
    );
    expect(sayReason(reasonOf("FILE_TOO_LARGE", examples.FILE_TOO_LARGE)).found).toBe(
      "Its size: 60 MB. We allow up to 50 MB.",
    );
  });

  test("of a rule that this page does not know are said in the server's words", () => {
    expect(sayReason(reasonOf("WEARS_A_HAT", { measured: 1, limit: 0, unit: "hats" }))).toEqual({
      title: "The server's title",
      advice: "The server's advice",
      found: "Measured: 1 hats. Limit: 0 hats.",
    });
  });
});

describe("Figures", () => {
  test.each([
    [1, "faces", "1 face"],
    [3, "faces", "3 faces"],
    [12.3, "%", "12.3%"],
    [9.5, "% of the shorter side", "9.5% of the photo’s shorter side"],
    [480, "px", "480 px"],
    [1, "megapixels", "1 megapixel"],
    ["identical", "%", "identical"],
  ])("%s in %s is %s", (value, unit, said) => expect(figure(value, unit)).toBe(said));

  test.each([
    [0, "0 bytes"],
    [1023, "1,023 bytes"],
    [51_200, "50 KB"],
    [2_621_440, "2.5 MB"],
    [52_428_800, "50 MB"],
    [3_221_225_472, "3 GB"],
  ])("%s bytes are %s", (bytes, said) => expect(size(bytes)).toBe(said));

  test("durations are never zero seconds", () => {
    expect([0.2, 1, 59, 60, 3600].map(duration)).toEqual(["1 second", "1 second", "59 seconds", "1 minute", "1 hour"]);
  });

  test("formats are named as people know them", () => {
    expect(["image/jpeg", "image/heif", "image/x-rare"].map(formatName)).toEqual(["JPG", "HEIC", "X-RARE"]);
  });
});

describe("Notices", () => {
  test("that we know are in our words, others as they came", () => {
    expect(sayNotice({ code: "SAME_FILE", title: "t", advice: "a" }).title).toBe("You added this file already");
    expect(sayNotice({ code: "SOMETHING_NEW", title: "t", advice: "a" })).toMatchObject({ title: "t", advice: "a" });
  });
});

describe("Summaries", () => {
  test("leave out what did not happen and count in the singular and plural", () => {
    expect(words.said.summary({ accepted: 3, rejected: 1, failed: 0 })).toBe(
      "3 photos accepted and 1 did not meet our guidelines.",
    );
    expect(words.said.summary({ accepted: 1, rejected: 0, failed: 0 })).toBe("1 photo accepted.");
    expect(words.said.summary({ accepted: 0, rejected: 0, failed: 0 })).toBe("");
  });
});
