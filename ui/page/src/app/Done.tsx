import type { Photo } from "@safelight/client";
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "../base/Button";
import { Icon } from "../base/Icon";
import { Picture } from "../preview/Picture";
import { words } from "../strings";
import "./done.css";

interface DoneProps {
  readonly accepted: readonly Photo[];
  readonly onBack: () => void;
  /** The downloads. */
  readonly children: ReactNode;
}

/** The end of the way: what was accepted, to look at and to take along. */
export function Done({ accepted, onBack, children }: DoneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main id="main" className="done">
      <span className="done-badge">
        <Icon name="check" size={32} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {words.done.heading}
      </h1>
      <p className="done-text">{words.done.text(accepted.length)}</p>
      <h2 className="unseen">{words.done.gallery}</h2>
      <ul className="done-photos">
        {accepted.map((photo) => (
          <li key={photo.key}>
            <Picture photo={photo} alt={photo.name} />
          </li>
        ))}
      </ul>
      {children}
      <Button onClick={onBack}>{words.done.back}</Button>
    </main>
  );
}
