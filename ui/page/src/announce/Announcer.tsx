import type { UploadsState } from "@safelight/client";
import { useEffect, useRef, useState } from "react";
import { words } from "../strings";
import { Announcements, type Clock } from "./announcements";

const clock: Clock = {
  now: () => performance.now(),
  after: (ms, go) => {
    const timer = setTimeout(go, ms);
    return () => clearTimeout(timer);
  },
};

interface AnnouncerProps {
  readonly state: UploadsState;
  /** Said at once, before any summary; another object for the same words again. */
  readonly now?: { readonly text: string } | undefined;
}

/** What a screen reader hears without having asked: the only live region for verdicts on the page. */
export function Announcer({ state, now }: AnnouncerProps) {
  const [summary, setSummary] = useState("");
  const announcements = useRef<Announcements>(null);
  useEffect(() => {
    const current = new Announcements((tally) => setSummary(words.said.summary(tally)), clock);
    announcements.current = current;
    return () => current.stop();
  }, []);
  useEffect(() => announcements.current?.see(state.photos, state.loaded), [state.photos, state.loaded]);
  return (
    <>
      <p className="unseen" role="status" aria-label={words.said.verdicts}>
        {summary}
      </p>
      <p className="unseen" role="status" aria-label={words.said.actions}>
        {now && <span key={now.text}>{now.text}</span>}
      </p>
    </>
  );
}
