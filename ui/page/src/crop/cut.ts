import type { Box } from "./geometry";

const LONGEST = 4096;

/** A JPEG of one part of the picture, in the picture's own pixels unless that would be more than the server keeps. */
export async function cut(image: HTMLImageElement, { x, y, width, height }: Box, name: string): Promise<File> {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas to draw on");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", 0.93);
  });
  canvas.width = 0; // gives its memory back at once
  if (!blob) throw new Error("The canvas gave no picture");
  return new File([blob], name, { type: "image/jpeg", lastModified: Date.now() });
}
