/** JPEG of an image that the browser can decode, upright, its longer side at most `longest` pixels. Rejects when it cannot. */
export async function shrinkTo(blob: Blob, longest: number, quality: number): Promise<Blob> {
  const bitmap = await createImageBitmap(blob);
  try {
    return await draw(bitmap, bitmap.width, bitmap.height, longest, quality);
  } finally {
    bitmap.close(); // tens of megabytes that would wait for the garbage collector
  }
}

/** As {@link shrinkTo}, for pixels that somebody else decoded. */
export async function draw(
  source: ImageBitmap | OffscreenCanvas,
  width: number,
  height: number,
  longest: number,
  quality: number,
): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(width, height));
  const size = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))] as const;
  if (typeof OffscreenCanvas === "undefined") return drawInDocument(source as ImageBitmap, size, quality);
  const canvas = new OffscreenCanvas(...size);
  paint(canvas.getContext("2d"), source, size);
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}

function drawInDocument(source: ImageBitmap, size: readonly [number, number], quality: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = size;
  paint(canvas.getContext("2d"), source, size);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The canvas gave no picture"))),
      "image/jpeg",
      quality,
    );
  });
}

function paint(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null,
  source: CanvasImageSource,
  [width, height]: readonly [number, number],
): void {
  if (!context) throw new Error("No canvas to draw on");
  context.imageSmoothingQuality = "medium";
  context.fillStyle = "#fff"; // JPEG knows no transparency
  context.fillRect(0, 0, width, height);
  context.drawImage(source, 0, 0, width, height);
}
