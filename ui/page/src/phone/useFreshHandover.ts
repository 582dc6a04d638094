import { useCallback, useEffect, useState } from "react";
import { askForHandover, type Handover } from "./handover";

/** Another one is asked for so long before the old one ends: somebody may be scanning it. */
const EARLY_MS = 15_000;

/** Always one that is good for a while yet, except while another is on its way or could not be had. */
export function useFreshHandover(setId: string, first: Handover) {
  const [handover, setHandover] = useState<Handover | undefined>(first);
  const [failed, setFailed] = useState(false);
  const [asks, setAsks] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const wait = asks > 0 && !handover ? 0 : Math.max(0, (handover?.expiresAt ?? 0) - EARLY_MS - Date.now());
    const timer = setTimeout(() => {
      setHandover(undefined);
      askForHandover(setId, stop.signal).then(
        (answer) => (answer === "not here" ? setFailed(true) : setHandover(answer)),
        () => !stop.signal.aborted && setFailed(true), // said in the dialog, with a button to try again
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [setId, handover, asks]);
  const again = useCallback(() => {
    setFailed(false);
    setAsks((count) => count + 1);
  }, []);
  return { handover, failed, again };
}
