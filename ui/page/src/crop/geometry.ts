import type { Region } from "@safelight/client";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a photo, in its pixels. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Which part is kept: its middle in pixels, and how much closer it is than the largest part that fits. */
export interface View {
  readonly aspect: Aspect;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Width by height of what is cut out: as the tiles are, or a square where that would leave too few pixels. */
export type Aspect = 0.8 | 1;

export function aspectFor(photo: Size, minShorterSide: number): Aspect {
  return largest(photo, 0.8).width < minShorterSide ? 1 : 0.8;
}

const CLOSEST = 10;
/** Of the crop's width, for the longer side of the face at the beginning. */
const FACE_SHARE = 0.45;

function largest({ width, height }: Size, aspect: Aspect): Size {
  return width / height > aspect ? { width: height * aspect, height } : { width, height: width / aspect };
}

/** Closer than this the crop has too few pixels; 1 where nothing can be cut off. */
export function closest(photo: Size, aspect: Aspect, minShorterSide: number): number {
  return Math.min(CLOSEST, Math.max(1, largest(photo, aspect).width / Math.max(1, minShorterSide)));
}

/** The part that a view keeps; always inside the photo. */
export function box(photo: Size, view: View): Box {
  const whole = largest(photo, view.aspect);
  const width = whole.width / view.zoom;
  const height = whole.height / view.zoom;
  return {
    x: clamp(view.x - width / 2, photo.width - width),
    y: clamp(view.y - height / 2, photo.height - height),
    width,
    height,
  };
}

/** The same view as close as it may be, and inside the photo. */
export function settle(photo: Size, view: View, maxZoom: number): View {
  const zoom = Math.min(maxZoom, Math.max(1, view.zoom));
  const { x, y, width, height } = box(photo, { ...view, zoom });
  return { ...view, x: x + width / 2, y: y + height / 2, zoom };
}

/** Around the face, if there is one, with room for hair and shoulders. */
export function begin(photo: Size, aspect: Aspect, face: Region | undefined, maxZoom: number): View {
  if (!face) return settle(photo, { aspect, x: photo.width / 2, y: photo.height / 2, zoom: 1 }, maxZoom);
  const length = Math.max(face.width * photo.width, face.height * photo.height);
  const x = (face.x + face.width / 2) * photo.width;
  const y = (face.y + face.height * 0.6) * photo.height;
  const zoom = (largest(photo, aspect).width * FACE_SHARE) / length;
  return settle(photo, { aspect, x, y, zoom }, maxZoom);
}

/** The face's longer side in percent of the crop's shorter one: what the server will measure. */
export function faceShare(photo: Size, crop: Box, face: Region): number {
  const length = Math.max(face.width * photo.width, face.height * photo.height);
  return (100 * length) / Math.min(crop.width, crop.height);
}

/** Whether the crop leaves nothing of the face out. */
export function holds(photo: Size, crop: Box, face: Region): boolean {
  const left = face.x * photo.width;
  const top = face.y * photo.height;
  return (
    left >= crop.x - 1 &&
    top >= crop.y - 1 &&
    left + face.width * photo.width <= crop.x + crop.width + 1 &&
    top + face.height * photo.height <= crop.y + crop.height + 1
  );
}

/** Whether somebody's middle is in the crop. */
export function touches(photo: Size, crop: Box, face: Region): boolean {
  const x = (face.x + face.width / 2) * photo.width;
  const y = (face.y + face.height / 2) * photo.height;
  return x > crop.x && y > crop.y && x < crop.x + crop.width && y < crop.y + crop.height;
}

const clamp = (value: number, most: number) => Math.min(Math.max(0, most), Math.max(0, value));
