import type { StoredFile } from "../ledger/ledger";
import type { Desk } from "./desk";
import type { Entry } from "./entry";
import { FileUnreadable, type Hasher } from "./hash";
import { NOTICES } from "./notices";

/** Hashes photos while they wait for their turn, the next ones only, so that none is read long before it is sent. */
export class Preparer {
  private isBusy = false;

  constructor(
    private readonly desk: Desk,
    private readonly hasher: Hasher,
    private readonly ahead: number,
  ) {}

  pump(): void {
    if (this.isBusy) return;
    const entries = [...this.desk.album.entries.values()].filter((entry) => entry.isOurs && !entry.lost);
    const prepared = entries.filter((entry) => entry.hashed && !entry.record?.sent).length;
    if (prepared >= this.ahead) return;
    const next = entries.filter((entry) => !entry.hashed).sort((a, b) => a.addedAt - b.addedAt)[0];
    if (next === undefined) return;
    this.isBusy = true;
    this.desk.run(this.prepare(next));
  }

  private async prepare(entry: Entry): Promise<void> {
    try {
      const file = await bytesOf(this.desk, entry);
      if (file && needsHash(entry)) await this.hash(entry, file);
      entry.hashed = true;
    } catch (failure) {
      if (this.desk.signal.aborted) return;
      if (!(failure instanceof FileUnreadable)) throw failure;
      await lose(this.desk, entry);
    } finally {
      this.isBusy = false;
      this.desk.pump();
    }
  }

  private async hash(entry: Entry, file: Blob): Promise<void> {
    const sha256 = await this.hasher.hash(file);
    if (sha256 === undefined) return;
    const same = this.twin(entry, sha256);
    if (same) await this.desk.stop(entry, NOTICES.SAME_FILE);
    else await this.desk.change(entry, (photo) => ({ ...photo, sha256 }));
  }

  /** Whoever came first stays. */
  private twin(entry: Entry, sha256: string): Entry | undefined {
    return [...this.desk.album.entries.values()].find(
      (other) =>
        other !== entry &&
        !other.record?.stopped &&
        (other.record?.sha256 ?? other.image?.sha256) === sha256 &&
        other.image?.status !== "UPLOAD_FAILED" &&
        other.addedAt <= entry.addedAt,
    );
  }
}

/** Once signed, the hash is part of what was signed for or is not needed any more. */
function needsHash({ record }: Entry): boolean {
  return record?.sha256 === undefined && record?.imageId === undefined && record?.orderId === undefined;
}

/** The bytes of a photo, from this page or as they were stored; undefined, and the photo is marked so, when there are none. */
export async function bytesOf(desk: Desk, entry: Entry): Promise<Blob | undefined> {
  if (entry.file) return entry.file;
  const stored = await storedFile(desk, entry);
  if (stored === undefined) {
    entry.lost = true;
    entry.lostBecause = NOTICES.FILE_NEEDED;
  }
  entry.file = stored;
  desk.album.touch(entry);
  return stored;
}

/** The file can no longer be read where it was: the stored copy takes its place, if there is one that can. */
export async function lose(desk: Desk, entry: Entry): Promise<void> {
  const stored = await storedFile(desk, entry);
  if (stored && stored !== entry.file && (await isReadable(stored))) {
    entry.file = stored;
    return;
  }
  entry.file = undefined;
  entry.lost = true;
  entry.lostBecause = NOTICES.FILE_CHANGED;
  desk.album.touch(entry);
}

async function storedFile(desk: Desk, entry: Entry): Promise<Blob | undefined> {
  const found: StoredFile | undefined = await desk.write(({ files }) => files.get(entry.key));
  return found?.file;
}

/** Whether it is still as it was when it was chosen. */
export async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch (gone) {
    if (gone instanceof DOMException) return false;
    throw gone;
  }
}
