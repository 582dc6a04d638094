import { Problem } from "../api/problem";
import { noteArrival } from "../ledger/moves";
import type { Desk } from "./desk";
import type { Entry } from "./entry";
import { NOTICES } from "./notices";
import { bytesOf, isReadable, lose } from "./preparer";
import type { Put, PutEnd } from "./put";
import type { Signer } from "./signer";

/** So often the store may say that other bytes came before we believe that it is so. */
const MISMATCHES = 2;

/** So often all bytes may have gone without an answer before we ask the server to look whether they are there. */
const UNANSWERED = 2;

/** Puts signed photos where they belong, a few at a time, the oldest first. */
export class Sender {
  constructor(
    private readonly desk: Desk,
    private readonly signer: Signer,
    private readonly put: Put,
    private readonly atOnce: number,
    /** Asks anew how an image is. */
    private readonly look: (imageId: string) => void,
  ) {}

  pump(now: number): void {
    const entries = [...this.desk.album.entries.values()];
    let room = this.atOnce - entries.filter((entry) => entry.isUploading).length;
    const next = entries.filter((entry) => isToBeSent(entry) && entry.isDue(now)).sort((a, b) => a.addedAt - b.addedAt);
    for (const entry of next) {
      if (room-- <= 0) return;
      entry.isUploading = true;
      this.desk.album.touch(entry);
      this.desk.run(this.desk.work(entry, (signal) => this.send(entry, signal)));
    }
  }

  private async send(entry: Entry, signal: AbortSignal): Promise<void> {
    const imageId = entry.record?.imageId;
    const file = await bytesOf(this.desk, entry);
    if (imageId === undefined || file === undefined) return;
    const signed = await this.sign(entry, imageId, signal);
    if (signed === undefined) return;
    this.desk.album.progress(entry, 0);
    const end = await this.put({
      url: signed.url,
      headers: signed.headers,
      file,
      signal,
      progress: (part) => this.desk.album.progress(entry, part),
    });
    signal.throwIfAborted();
    await this.conclude(entry, imageId, file, end);
  }

  private async sign(entry: Entry, imageId: string, signal: AbortSignal) {
    try {
      return await this.signer.url(entry, imageId, signal);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.status === 404) await this.desk.anew(entry, imageId);
      else if (failure.code === "NOT_AWAITING_UPLOAD") this.furtherOn(entry, imageId, failure);
      else throw failure;
      return undefined;
    }
  }

  /** The image has gone on without us; how far, it says itself. */
  private furtherOn(entry: Entry, imageId: string, problem: Problem): void {
    this.desk.postpone(entry, problem);
    this.look(imageId);
  }

  private async conclude(entry: Entry, imageId: string, file: Blob, end: PutEnd): Promise<void> {
    if (end.kind === "stored" || end.kind === "there") return this.sent(entry);
    entry.progress = 0;
    if (end.kind === "url") {
      entry.url = undefined;
      this.desk.postpone(entry, undefined);
      if (entry.failures === 1) entry.retryAt = undefined;
    } else if (end.kind === "mismatch") {
      await this.mismatched(entry, imageId, file);
    } else if (end.kind === "later") {
      this.desk.postpone(entry, new Problem("STORE_BUSY", 503, "The store is busy", "", end.after, undefined));
    } else {
      await this.broken(entry, file, end);
    }
  }

  private async sent(entry: Entry): Promise<void> {
    entry.succeed();
    await this.desk.change(entry, (photo) => ({ ...photo, sent: true }));
  }

  private async mismatched(entry: Entry, imageId: string, file: Blob): Promise<void> {
    if (!(await isReadable(file))) return lose(this.desk, entry);
    this.desk.postpone(entry, undefined);
    if (entry.failures <= MISMATCHES) return;
    await this.desk.anew(entry, imageId);
    await this.desk.stop(entry, NOTICES.NOT_STORED);
  }

  private async broken(entry: Entry, file: Blob, end: PutEnd): Promise<void> {
    if (!(await isReadable(file))) return lose(this.desk, entry);
    if (end.kind === "broken" && end.all) entry.unanswered++;
    if (entry.unanswered >= UNANSWERED) return this.sent(entry);
    this.desk.postpone(entry, undefined, end.kind === "stalled" ? NOTICES.STALLED : NOTICES.NETWORK);
  }
}

function isToBeSent(entry: Entry): boolean {
  const { record, image } = entry;
  if (!entry.isOurs || !record?.imageId || record.sent || entry.lost) return false;
  return image === undefined || image.status === "AWAITING_UPLOAD";
}

/** The server has the photo: its bytes may be forgotten. */
export async function arrive(desk: Desk, entry: Entry): Promise<void> {
  desk.album.remember(entry.key, await desk.write((tables) => noteArrival(tables, entry.key)));
  entry.succeed();
}
