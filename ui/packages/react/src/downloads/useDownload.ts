import type { Downloads, DownloadsState } from "@safelight/client";
import { useMemo, useSyncExternalStore } from "react";
import type { Session } from "../provider/session";
import { useSession } from "../provider/sessionContext";
import { acceptedOnes } from "./acceptedOnes";

export type DownloadActions = Pick<Downloads, "again" | "cancel" | "href" | "url" | "save" | "onEnd"> & {
  /** Orders one archive of these photos; without ids, of all that are accepted by then. Its `jobId`. */
  readonly start: (imageIds?: readonly string[], variant?: "normalized" | "original") => Promise<string>;
};

const NOTHING_YET: DownloadsState = { downloads: [], loaded: false };

/**
 * The archives that were ordered and what can be done with them. The functions are the same ones for as long as the
 * provider is.
 */
export function useDownload(): DownloadsState & DownloadActions {
  const session = useSession();
  const { subscribe, getState, actions } = useMemo(() => bind(session), [session]);
  const state = useSyncExternalStore(subscribe, getState, () => NOTHING_YET);
  return useMemo(() => ({ ...state, ...actions }), [state, actions]);
}

function bind({ uploads, downloads }: Session) {
  const actions: DownloadActions = {
    async start(imageIds, variant) {
      const engine = downloads.get();
      return engine.start(imageIds ?? (await acceptedOnes(uploads.get())), variant);
    },
    again: (jobId) => downloads.get().again(jobId),
    cancel: (jobId) => downloads.get().cancel(jobId),
    // Called while rendering, where nothing may be made; whoever has a download to link to has an engine.
    href: (jobId) => downloads.peek()?.href(jobId) ?? "",
    url: (jobId) => downloads.get().url(jobId),
    save: (jobId) => downloads.get().save(jobId),
    onEnd: (ended) => downloads.get().onEnd(ended),
  };
  return {
    subscribe: (changed: () => void) => downloads.get().subscribe(changed),
    getState: () => downloads.peek()?.getState() ?? NOTHING_YET,
    actions,
  };
}
