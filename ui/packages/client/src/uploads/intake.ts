import type { Ledger } from "../ledger/ledger";
import { recall } from "../ledger/moves";
import type { PhotoRecord } from "../ledger/records";
import type { Surroundings } from "../world/surroundings";
import { FileUnreadable, type Hasher } from "./hash";
import { newKey } from "./keys";
import { NOTICES } from "./notices";
import { refusal, typeOf } from "./policy";
import type { Added, Notice, Photo, UploadsState } from "./uploads";

/** A file that was taken, or that somebody waited for. */
export interface Taken {
  readonly key: string;
  readonly file: File;
  /** Absent when it belongs to a photo that is there. */
  readonly record?: PhotoRecord;
}

interface Known {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly record: PhotoRecord | undefined;
  readonly photo: Photo | undefined;
  readonly file: Blob | undefined;
}

/** Looks at files that are chosen: what the policy forbids, and what is there already, is refused before anything is sent. */
export class Intake {
  private lastAddedAt = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly world: Surroundings,
    private readonly hasher: Hasher,
    private readonly setId: string,
  ) {}

  /** The place of `replaced` is free for them, and the same file may come in it. */
  async look(
    files: readonly File[],
    state: UploadsState,
    replaced: string | undefined,
  ): Promise<{ readonly added: Added[]; readonly taken: Taken[] }> {
    const known = (await this.known(state)).filter((other) => other.key !== replaced);
    const added: Added[] = [];
    const taken: Taken[] = [];
    let room = roomIn(state, known);
    for (const file of files) {
      const { hash, twin } = await this.twin(file, known);
      const unfit = refusal(state.policy, file);
      if (unfit) {
        added.push({ name: file.name, refused: unfit });
      } else if (twin && isWaitedFor(twin)) {
        taken.push({ key: twin.key, file });
        added.push({ key: twin.key });
      } else if (twin) {
        added.push({ name: file.name, refused: NOTICES.SAME_FILE, key: twin.key });
      } else if (room-- <= 0) {
        added.push({ name: file.name, refused: full(state) });
      } else {
        const record = this.record(file, hash);
        known.push({ ...record, record, photo: undefined, file });
        taken.push({ key: record.key, file, record });
        added.push({ key: record.key });
      }
    }
    return { added, taken };
  }

  private record(file: File, sha256: string | undefined): PhotoRecord {
    this.lastAddedAt = Math.max(this.world.now(), this.lastAddedAt + 1);
    return {
      key: newKey(),
      setId: this.setId,
      name: file.name,
      bytes: file.size,
      type: typeOf(file),
      lastModified: file.lastModified,
      addedAt: this.lastAddedAt,
      ...(sha256 === undefined ? {} : { sha256 }),
    };
  }

  private async known(state: UploadsState): Promise<Known[]> {
    const { photos } = await this.ledger.transact((tables) => recall(tables, this.setId));
    const records = new Map(photos.map((record) => [record.key, record]));
    const shown = new Map(state.photos.map((photo) => [photo.key, photo]));
    return [...new Set([...records.keys(), ...shown.keys()])].map((key) => {
      const record = records.get(key);
      const photo = shown.get(key);
      const { name, bytes } = (record ?? photo) as { name: string; bytes: number };
      return { key, name, bytes, record, photo, file: photo?.file };
    });
  }

  /** Only files of the same length can be the same, so that few have to be read. */
  private async twin(
    file: File,
    known: readonly Known[],
  ): Promise<{ readonly hash: string | undefined; readonly twin: Known | undefined }> {
    const alike = known.filter((other) => other.bytes === file.size && file.size > 0 && !isRefusedTwin(other));
    const named = alike.find((other) => isSameByName(file, other));
    if (named || alike.length === 0) return { hash: undefined, twin: named };
    const hash = await this.hashOf(file);
    if (hash === undefined) return { hash, twin: undefined };
    for (const other of alike) {
      const otherHash = other.record?.sha256 ?? other.photo?.image?.sha256 ?? (await this.hashOf(other.file));
      if (otherHash === hash) return { hash, twin: other };
    }
    return { hash, twin: undefined };
  }

  /** A file that cannot be read is found out, and said so, when it is to be sent. */
  private async hashOf(file: Blob | undefined): Promise<string | undefined> {
    if (file === undefined) return undefined;
    try {
      return await this.hasher.hash(file);
    } catch (unreadable) {
      if (unreadable instanceof FileUnreadable) return undefined;
      throw unreadable;
    }
  }
}

function isSameByName(file: File, { record, photo, name }: Known): boolean {
  if (record) return record.name === file.name && record.lastModified === file.lastModified;
  return photo?.stage === "fileNeeded" && name === file.name && photo.image?.sha256 === null;
}

/** Whether choosing it again is what its photo waits for. */
function isWaitedFor({ photo }: Known): boolean {
  return photo?.stage === "fileNeeded" || photo?.stage === "failed";
}

function isRefusedTwin({ record }: Known): boolean {
  return record?.stopped?.code === "SAME_FILE";
}

function roomIn(state: UploadsState, known: readonly Known[]): number {
  const maximum = state.set?.maximum ?? state.policy?.set.maximum;
  if (maximum === undefined) return Infinity;
  return maximum - known.filter((other) => holdsPlace(other.photo)).length;
}

/** As the server counts: what is refused, or never came, leaves its place to others. */
function holdsPlace(photo: Photo | undefined): boolean {
  return photo?.stage !== "rejected" && photo?.stage !== "failed";
}

function full(state: UploadsState): Notice {
  const maximum = state.set?.maximum ?? state.policy?.set.maximum;
  return maximum === undefined
    ? NOTICES.SET_FULL
    : { ...NOTICES.SET_FULL, title: `There is room for ${maximum} photos` };
}
