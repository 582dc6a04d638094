import { useCallback, useSyncExternalStore } from "react";

export type Step = "upload" | "done";

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  addEventListener("popstate", changed);
  return () => {
    listeners.delete(changed);
    removeEventListener("popstate", changed);
  };
}

const current = (): Step => (new URLSearchParams(location.search).get("step") === "done" ? "done" : "upload");

/** In the address, so that a refresh stays where it was and the browser's own button leads back. */
export function useStep(): [Step, (step: Step) => void] {
  const step = useSyncExternalStore(subscribe, current);
  const go = useCallback((next: Step) => {
    const url = new URL(location.href);
    if (next === "done") url.searchParams.set("step", "done");
    else url.searchParams.delete("step");
    history.pushState(history.state, "", url);
    for (const changed of listeners) changed();
    scrollTo(0, 0);
  }, []);
  return [step, go];
}
