import type { Image } from "../api/models";
import type { PhotoRecord } from "../ledger/records";
import { noticeIn, NOTICES } from "./notices";
import type { Notice, Photo, Stage } from "./uploads";

export interface SignedUrl {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** By our clock, in milliseconds since the epoch. */
  readonly goodUntil: number;
}

/** One photo as the leading tab knows it: what is remembered, what the server says, and what is being done just now. */
export class Entry {
  record: PhotoRecord | undefined;
  image: Image | undefined;
  /** The bytes, from this tab or as they were stored; `lost` when there are none to be had. */
  file: Blob | undefined;
  lost = false;
  lostBecause: Notice = NOTICES.FILE_NEEDED;
  url: SignedUrl | undefined;
  progress = 0;
  /** Ends what is being done with it. */
  working: AbortController | undefined;
  isUploading = false;
  /** Whether hashing it was tried. */
  hashed = false;
  /** It is ordered by itself, since it may be what was wrong with an order of many. */
  alone = false;
  /** Told the server that it is complete, in this session. */
  completed = false;
  /** How often all bytes went and no answer came. */
  unanswered = 0;
  failures = 0;
  retryAt: number | undefined;
  trouble: Notice | undefined;

  constructor(
    readonly key: string,
    /** When its image was first known here, which says whether an older list can know of it. */
    public imageSince: number,
  ) {}

  get imageId(): string | undefined {
    return this.record?.imageId ?? (this.record ? undefined : this.image?.imageId);
  }

  /** Whether there is anything left for this browser to do. */
  get isOurs(): boolean {
    return this.record !== undefined && !this.record.arrived && !this.record.stopped;
  }

  get addedAt(): number {
    return this.record?.addedAt ?? Date.parse(this.image?.createdAt ?? "");
  }

  isDue(now: number): boolean {
    return this.working === undefined && (this.retryAt ?? 0) <= now;
  }

  succeed(): void {
    this.failures = 0;
    this.retryAt = undefined;
    this.trouble = undefined;
  }

  photo(isOffline: boolean): Photo {
    const { record, image } = this;
    const stage = this.stage(isOffline);
    const notice = this.notice(stage);
    const imageId = this.imageId;
    return {
      key: this.key,
      name: record?.name ?? image?.filename ?? "",
      bytes: record?.bytes ?? image?.bytes ?? 0,
      type: record?.type ?? image?.contentType ?? "",
      stage,
      progress: stage === "uploading" || stage === "paused" ? this.progress : progressAt(stage),
      addedAt: this.addedAt,
      ...(imageId === undefined ? {} : { imageId }),
      ...(this.retryAt === undefined || stage !== "waiting" ? {} : { retryAt: this.retryAt }),
      ...(notice === undefined ? {} : { notice }),
      ...(image === undefined ? {} : { image }),
      ...(this.file === undefined ? {} : { file: this.file }),
    };
  }

  private stage(isOffline: boolean): Stage {
    const status = this.image?.status ?? "AWAITING_UPLOAD";
    if (status === "ACCEPTED") return "accepted";
    if (status === "REJECTED") return "rejected";
    if (status === "ERROR") return "error";
    if (status === "VERIFYING" || status === "PROCESSING") return "checking";
    if (this.record === undefined) return status === "UPLOAD_FAILED" ? "failed" : "fileNeeded";
    if (this.lost && this.image?.fault?.code === "NEVER_ARRIVED") return "fileNeeded";
    if (this.record.stopped || status === "UPLOAD_FAILED") return "failed";
    if (this.record.sent) return "checking";
    if (this.lost) return "fileNeeded";
    if (isOffline) return "paused";
    return this.isUploading ? "uploading" : "waiting";
  }

  private notice(stage: Stage): Notice | undefined {
    if (stage === "failed" && this.record?.stopped) return this.record.stopped;
    if (stage === "paused") return NOTICES.OFFLINE;
    if (stage === "fileNeeded") return this.lostBecause;
    if (stage === "waiting" && this.trouble) return this.trouble;
    return this.image && noticeIn(this.image);
  }
}

function progressAt(stage: Stage): number {
  return stage === "waiting" || stage === "fileNeeded" || stage === "failed" ? 0 : 1;
}
