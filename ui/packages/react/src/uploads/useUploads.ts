import type { Uploads, UploadsState } from "@safelight/client";
import { useMemo, useSyncExternalStore } from "react";
import type { Lazy } from "../provider/lazy";
import { useSession } from "../provider/sessionContext";

export type UploadActions = Pick<Uploads, "add" | "retry" | "remove" | "replace">;

/** Before there is an engine: while the page is rendered by a server, and for the first moment in the browser. */
const NOTHING_YET: UploadsState = { photos: [], loaded: false, connection: "connecting" };

/**
 * The photos of the provider's set and what can be done with them. The functions are the same ones for as long as the
 * provider is, so that they may stand in the dependencies of effects; the state is another object when it changes.
 */
export function useUploads(): UploadsState & UploadActions {
  const { uploads } = useSession();
  const { subscribe, getState, actions } = useMemo(() => bind(uploads), [uploads]);
  const state = useSyncExternalStore(subscribe, getState, () => NOTHING_YET);
  return useMemo(() => ({ ...state, ...actions }), [state, actions]);
}

function bind(uploads: Lazy<Uploads>) {
  const actions: UploadActions = {
    add: (files) => uploads.get().add(files),
    retry: (key, file) => uploads.get().retry(key, file),
    remove: (key) => uploads.get().remove(key),
    replace: (key, file) => uploads.get().replace(key, file),
  };
  return {
    subscribe: (changed: () => void) => uploads.get().subscribe(changed),
    getState: () => uploads.peek()?.getState() ?? NOTHING_YET,
    actions,
  };
}
