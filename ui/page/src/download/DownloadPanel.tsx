import type { Download, DownloadsState } from "@safelight/client";
import { useState } from "react";
import { Button } from "../base/Button";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import { DownloadItem } from "./DownloadItem";
import "./download.css";

export interface DownloadPanelProps {
  readonly state: DownloadsState;
  readonly accepted: number;
  readonly href: (jobId: string) => string | undefined;
  /** Of all accepted ones. */
  readonly onStart: () => Promise<unknown>;
  readonly onSave: (download: Download) => void;
  readonly onCancel: (download: Download) => void;
  readonly onAgain: (download: Download) => void;
}

/** Archives of accepted photos: to be ordered, on their way, and ready, also those of earlier visits. */
export function DownloadPanel({ state, accepted, href, onStart, ...actions }: DownloadPanelProps) {
  const [starting, setStarting] = useState(false);
  if (accepted === 0 && state.downloads.length === 0) return null;
  const start = () => {
    setStarting(true);
    void onStart().finally(() => setStarting(false));
  };
  return (
    <section className="downloads" aria-labelledby="downloads-heading">
      <div className="downloads-head">
        <div>
          <h3 id="downloads-heading">{words.download.heading}</h3>
          <p>{words.download.hint}</p>
        </div>
        <Button disabled={accepted === 0 || starting} onClick={start}>
          <Icon name="download" size={18} />
          {starting ? words.download.starting : words.download.all}
        </Button>
      </div>
      {state.downloads.length > 0 && (
        <ul>
          {state.downloads.map((download) => (
            <DownloadItem key={download.jobId} download={download} href={href(download.jobId)} {...actions} />
          ))}
        </ul>
      )}
    </section>
  );
}
