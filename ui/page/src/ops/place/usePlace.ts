import { useMemo, useSyncExternalStore } from "react";
import { href, parse, type Place } from "./place";

function subscribe(changed: () => void) {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parse(hash), [hash]);
}

export function go(place: Parameters<typeof href>[0]): void {
  location.hash = href(place);
}

/** Without a step that the back button would stop at. */
export function goInstead(place: Parameters<typeof href>[0]): void {
  location.replace(href(place));
}
