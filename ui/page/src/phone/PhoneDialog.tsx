import { useMemo, useState } from "react";
import { encode } from "uqr";
import { Button } from "../base/Button";
import { Dialog } from "../base/Dialog";
import { Icon } from "../base/Icon";
import { clockTime, words } from "../strings";
import type { OfferHandover } from "./handover";
import { useFreshHandover } from "./useFreshHandover";

interface PhoneDialogProps {
  readonly offer: OfferHandover;
  readonly onClose: () => void;
}

export default function PhoneDialog({ offer, onClose }: PhoneDialogProps) {
  const { handover, failed, again } = useFreshHandover(offer);
  return (
    <Dialog heading={words.phone.heading} onClose={onClose}>
      <p className="phone-text">{words.phone.text}</p>
      <div className="phone-code">
        {handover ? (
          <Code url={handover.url} />
        ) : (
          <p role="status">{failed ? words.phone.failed : words.phone.loading}</p>
        )}
      </div>
      {failed && <Button onClick={again}>{words.phone.retry}</Button>}
      {handover && (
        <div className="phone-foot">
          <p>{words.phone.valid(clockTime(handover.expiresAt))}</p>
          <Copy url={handover.url} />
        </div>
      )}
    </Dialog>
  );
}

function Code({ url }: { readonly url: string }) {
  const { data, size } = useMemo(() => encode(url, { ecc: "M", border: 2 }), [url]);
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.phone.code} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join("")} fill="#0f172a" />
    </svg>
  );
}

function Copy({ url }: { readonly url: string }) {
  const [copied, setCopied] = useState(false);
  // Absent where the page is not served securely.
  if (!("clipboard" in navigator)) return null;
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      (failure: unknown) => console.warn("The link could not be copied:", failure),
    );
  return (
    <Button small look="quiet" onClick={() => void copy()}>
      <Icon name={copied ? "check" : "copy"} size={16} />
      <span role="status">{copied ? words.phone.copied : words.phone.copy}</span>
    </Button>
  );
}
