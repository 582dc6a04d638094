/** What the workers are asked for. */
export interface ShrinkTask {
  readonly id: number;
  readonly blob: Blob;
  /** Of the longer side, in pixels. */
  readonly longest: number;
  /** Of the JPEG, from 0 to 1. */
  readonly quality: number;
}

export type ShrinkAnswer =
  { readonly id: number; readonly blob: Blob } | { readonly id: number; readonly failure: string };
