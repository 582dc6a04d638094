import { useEffect, useState } from "react";

/** Seconds until `at` (milliseconds since the epoch), each second anew; nothing when it is past or not given. */
export function useCountdown(at: number | undefined): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [at]);
  const left = at === undefined ? 0 : Math.ceil((at - now) / 1000);
  return left > 0 ? left : undefined;
}
