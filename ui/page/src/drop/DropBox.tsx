import type { Policy, SetCount } from "@safelight/client";
import { FileButton } from "../base/FileButton";
import { Icon } from "../base/Icon";
import { formatName, words } from "../strings";
import { accept } from "./accept";
import "./drop.css";

interface DropBoxProps {
  readonly policy: Policy | undefined;
  readonly set: SetCount | undefined;
  /** Whether something is dragged over the page. */
  readonly dragging: boolean;
  readonly onFiles: (files: File[]) => void;
}

export function DropBox({ policy, set, dragging, onFiles }: DropBoxProps) {
  const minimum = set?.minimum ?? policy?.set.minimum;
  const full = set !== undefined && set.accepted + set.pending >= set.maximum;
  return (
    <section className="drop" aria-labelledby="upload-heading">
      <h1 id="upload-heading" tabIndex={-1}>
        {words.upload.heading}
      </h1>
      <p className="drop-intro">{minimum === undefined ? words.upload.introLoading : words.upload.intro(minimum)}</p>
      <div className={`drop-box${dragging ? " drop-box-over" : ""}`}>
        <FileButton look="strong" multiple accept={accept(policy)} onFiles={onFiles} aria-describedby="drop-limits">
          <Icon name="upload" />
          {words.upload.button}
        </FileButton>
        <p className="drop-where">
          <span className="drop-mouse">{dragging ? words.upload.release : words.upload.drop}</span>
          <span className="drop-touch">{words.upload.dropTouch}</span>
        </p>
        <p id="drop-limits" className="drop-limits">
          {policy ? limits(policy) : <span className="drop-limits-loading" />}
        </p>
      </div>
      <div className="drop-camera">
        <FileButton accept="image/*" capture="user" onFiles={onFiles}>
          <Icon name="camera" />
          {words.upload.camera}
        </FileButton>
      </div>
      {full && (
        <p className="drop-full">
          <Icon name="info" size={18} />
          {words.upload.full(set.maximum)}
        </p>
      )}
    </section>
  );
}

const limits = (policy: Policy) =>
  words.upload.limits([...new Set(policy.formats.map(formatName))], policy.upload.maxBytes);
