import type { Photo } from "@safelight/client";
import type { ReactNode } from "react";
import { Icon, type IconName } from "../base/Icon";

interface PanelProps {
  readonly id: string;
  readonly look: "green" | "rose" | "plain";
  readonly heading: string;
  readonly hint?: string;
  readonly photos: readonly Photo[];
  readonly children: (photo: Photo) => ReactNode;
}

const icons: Readonly<Record<PanelProps["look"], IconName>> = { green: "check", rose: "warn", plain: "clock" };

/** A section of the gallery; nothing where there are no photos for it. */
export function Panel({ id, look, heading, hint, photos, children }: PanelProps) {
  if (photos.length === 0) return null;
  return (
    <section className={`panel panel-${look}`} aria-labelledby={`${id}-heading`}>
      <div className="panel-head">
        <span className="panel-badge">
          <Icon name={icons[look]} size={16} />
        </span>
        <h3 id={`${id}-heading`}>{heading}</h3>
        <span className="panel-count">{photos.length}</span>
      </div>
      {hint && <p className="panel-hint">{hint}</p>}
      <ul className="tiles">{photos.map(children)}</ul>
    </section>
  );
}
