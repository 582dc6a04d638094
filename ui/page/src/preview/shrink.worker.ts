import { shrinkTo } from "./shrink-to";
import type { ShrinkAnswer, ShrinkTask } from "./task";

// In a worker, because decoding and scaling a photo of 12 megapixels would hold up the page on a phone.
addEventListener("message", (event: MessageEvent<ShrinkTask>) => {
  const { id, blob, longest, quality } = event.data;
  shrinkTo(blob, longest, quality)
    .then((small): ShrinkAnswer => ({ id, blob: small }))
    .catch((failure: unknown): ShrinkAnswer => ({ id, failure: String(failure) }))
    .then((answer) => postMessage(answer))
    .catch((failure: unknown) => reportError(failure));
});
