import { useCallback, useEffect, useState } from "react";
import type { Handover, OfferHandover } from "./handover";

/** Another one is asked for so long before the old one ends: somebody may be scanning it. */
const EARLY_MS = 15_000;

/** Always one that is good for a while yet, except while another is on its way or could not be had. */
export function useFreshHandover(offer: OfferHandover) {
  const [handover, setHandover] = useState<Handover>();
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    offer(stop.signal).then(
      (fresh) => setHandover(fresh),
      (failure: unknown) => {
        if (stop.signal.aborted) return;
        console.warn("No code to continue with:", failure);
        setFailed(true);
      },
    );
    return () => stop.abort();
  }, [offer, round]);
  const again = useCallback(() => {
    setFailed(false);
    setHandover(undefined);
    setRound((before) => before + 1);
  }, []);
  useEffect(() => {
    if (!handover) return;
    const timer = setTimeout(again, Math.max(EARLY_MS, Date.parse(handover.expiresAt) - EARLY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [handover, again]);
  return { handover, failed, again };
}
