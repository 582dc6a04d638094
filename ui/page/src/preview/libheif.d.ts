/** The decoder inside heic-to, built without eval; vite.config.ts says where it lies. */
declare module "libheif" {
  export interface HeifImage {
    get_width(): number;
    get_height(): number;
    display(into: ImageData, done: (pixels: ImageData | null) => void): void;
    free(): void;
  }
  interface HeifDecoder {
    readonly decoder: unknown;
    decode(bytes: ArrayBuffer): HeifImage[];
  }
  interface LibHeif {
    readonly HeifDecoder: new () => HeifDecoder;
    heif_context_free(decoder: unknown): void;
  }
  export default function libheif(): LibHeif;
}
