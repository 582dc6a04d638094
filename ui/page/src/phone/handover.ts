/** Where a phone goes on with what this visitor began; good for one use. */
export interface Handover {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A fresh one each time. Rejects when it cannot be had; a repeat may help. */
export type OfferHandover = (signal: AbortSignal) => Promise<Handover>;
