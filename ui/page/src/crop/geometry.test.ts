import { describe, expect, test } from "vitest";
import { aspectFor, begin, box, closest, faceShare, holds, settle, touches } from "./geometry";

const photo = { width: 4000, height: 3000 };
const face = { x: 0.1, y: 0.2, width: 0.05, height: 0.08 };

describe("A crop", () => {
  test("begins around the face and holds all of it", () => {
    const kept = box(photo, begin(photo, 0.8, face, closest(photo, 0.8, 512)));
    expect(holds(photo, kept, face)).toBe(true);
    expect(faceShare(photo, kept, face)).toBeGreaterThan(30);
    expect(kept.width / kept.height).toBeCloseTo(0.8);
  });

  test("never leaves the photo, however far it is moved", () => {
    for (const [x, y] of [
      [-9999, -9999],
      [9999, 9999],
    ] as const) {
      const kept = box(photo, settle(photo, { aspect: 0.8, x, y, zoom: 3 }, 10));
      expect(kept.x).toBeGreaterThanOrEqual(0);
      expect(kept.y).toBeGreaterThanOrEqual(0);
      expect(kept.x + kept.width).toBeLessThanOrEqual(photo.width + 0.001);
      expect(kept.y + kept.height).toBeLessThanOrEqual(photo.height + 0.001);
    }
  });

  test("is never closer than its pixels allow", () => {
    const view = settle(photo, { aspect: 0.8, x: 2000, y: 1500, zoom: 99 }, closest(photo, 0.8, 512));
    expect(box(photo, view).width).toBeGreaterThanOrEqual(511.999);
  });

  test("is a square where the shape of the tiles would have too few pixels", () => {
    expect(aspectFor({ width: 816, height: 612 }, 512)).toBe(1);
    expect(aspectFor(photo, 512)).toBe(0.8);
  });

  test("is all that there is of a photo that is too small", () => {
    expect(closest({ width: 400, height: 500 }, 0.8, 512)).toBe(1);
  });

  test("knows who else is in it", () => {
    const kept = { x: 0, y: 0, width: 800, height: 1000 };
    expect(touches(photo, kept, face)).toBe(true);
    expect(touches(photo, kept, { ...face, x: 0.8 })).toBe(false);
  });
});
