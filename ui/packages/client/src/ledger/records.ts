import type { components } from "../api/schema";
import type { Notice } from "../uploads/uploads";

export type FileBody = components["schemas"]["File"];

/** What this browser remembers of a photo that was chosen in it. Its bytes are kept apart, until they have arrived. */
export interface PhotoRecord {
  readonly key: string;
  readonly setId: string;
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
  /** Of the file; tells with name and size whether it is chosen twice. */
  readonly lastModified: number;
  readonly addedAt: number;
  /** 64 hexadecimal digits. */
  readonly sha256?: string;
  /** The order to sign it that has not been answered yet. */
  readonly orderId?: string;
  readonly imageId?: string;
  /** The store said that it has the bytes. */
  readonly sent?: boolean;
  /** The server said that the photo is there: its bytes are no longer needed. */
  readonly arrived?: boolean;
  /** Why it is not tried again until somebody asks for it. */
  readonly stopped?: Notice;
  /** How often it was signed for anew by ourselves. */
  readonly renewed?: number;
}

/**
 * A request to sign that may have been sent. Its id is the idempotency key: as long as it stands here, the very same request
 * is repeated, so that an answer that was lost is had again and not a second image.
 */
export interface Order {
  readonly id: string;
  readonly setId: string;
  readonly at: number;
  readonly files: readonly { readonly key: string; readonly body: FileBody }[];
}

/** An image that the user has removed, until the server has heard it. */
export interface Removal {
  readonly imageId: string;
  readonly setId: string;
}
