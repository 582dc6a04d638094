import libheif, { type HeifImage } from "libheif";
import { draw } from "./shrink-to";
import type { ShrinkAnswer, ShrinkTask } from "./task";

// Three megabytes of code that only those load who choose HEIC in a browser that does not know it.
const heif = libheif();

async function decode(blob: Blob): Promise<OffscreenCanvas> {
  const decoder = new heif.HeifDecoder();
  const images = decoder.decode(await blob.arrayBuffer());
  try {
    const [first] = images;
    if (!first) throw new Error("No picture in the file");
    const pixels = await display(first);
    const canvas = new OffscreenCanvas(pixels.width, pixels.height);
    canvas.getContext("2d")?.putImageData(pixels, 0, 0);
    return canvas;
  } finally {
    for (const image of images) image.free();
    heif.heif_context_free(decoder.decoder);
  }
}

function display(image: HeifImage): Promise<ImageData> {
  return new Promise((resolve, reject) => {
    image.display(new ImageData(image.get_width(), image.get_height()), (pixels) =>
      pixels ? resolve(pixels) : reject(new Error("The picture could not be decoded")),
    );
  });
}

async function shrink({ id, blob, longest, quality }: ShrinkTask): Promise<ShrinkAnswer> {
  try {
    const canvas = await decode(blob);
    return { id, blob: await draw(canvas, canvas.width, canvas.height, longest, quality) };
  } catch (failure) {
    return { id, failure: String(failure) };
  }
}

addEventListener("message", (event: MessageEvent<ShrinkTask>) => {
  shrink(event.data)
    .then((answer) => postMessage(answer))
    .catch((failure: unknown) => reportError(failure));
});
