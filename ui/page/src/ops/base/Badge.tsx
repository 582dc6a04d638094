import { Icon, type IconName } from "../../base/Icon";
import "./badge.css";

export type Tone = "good" | "bad" | "warn" | "busy" | "still";

const icons: Readonly<Record<Tone, IconName>> = {
  good: "check",
  bad: "close",
  warn: "warn",
  busy: "retry",
  still: "clock",
};

/** A state: a word, a sign and a colour, of which each says it alone. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icons[tone]} size={14} />
      {children}
    </span>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  ACCEPTED: "good",
  REJECTED: "warn",
  UPLOAD_FAILED: "warn",
  ERROR: "bad",
  AWAITING_UPLOAD: "still",
  VERIFYING: "busy",
  PROCESSING: "busy",
  QUEUED: "still",
  COMPLETED: "good",
  FAILED: "bad",
  CANCELLED: "still",
  EXPIRED: "still",
  PENDING: "busy",
  DELIVERED: "good",
};

export const toneOf = (status: string): Tone => tones[status] ?? "still";
