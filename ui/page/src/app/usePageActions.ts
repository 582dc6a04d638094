import type { Added, Photo } from "@safelight/client";
import type { UploadActions } from "@safelight/react";
import { useCallback, useMemo, useState } from "react";
import type { Toast } from "../base/Toasts";
import type { RefusedFile } from "../drop/Refused";
import { words } from "../strings";

const isRefused = (added: Added): added is RefusedFile => "refused" in added;

let toastCount = 0;

/** What the page does, with what it says of it: refusals, failures and words for the screen reader. */
export function usePageActions({ add, retry, remove, replace }: UploadActions) {
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const [said, setSaid] = useState<{ readonly text: string }>();

  const toast = useCallback(
    (added: Toast) => setToasts((before) => [...before.filter(({ key }) => key !== added.key), added]),
    [],
  );
  const attempt = useCallback(
    (work: Promise<unknown>) =>
      work.catch((failure: unknown) => {
        console.warn("An action failed:", failure);
        toast({ key: `failed ${++toastCount}`, icon: "warn", text: words.trouble.failed });
      }),
    [toast],
  );
  const tell = useCallback((added: readonly Added[]) => {
    const not = added.filter(isRefused);
    setRefused(not);
    const taken = added.length - not.length;
    const parts = [taken > 0 && words.said.added(taken), not.length > 0 && words.said.refused(not.length)];
    setSaid({ text: parts.filter((part) => part !== false).join(" ") });
  }, []);

  // The same functions for as long as the engine is: what is drawn of each photo is drawn again only when that changes.
  const actions = useMemo(
    () => ({
      toast,
      attempt,
      closeToast: (key: string) => setToasts((before) => before.filter((one) => one.key !== key)),
      dismissRefused: () => setRefused([]),
      onFiles: (files: File[]) => void attempt(add(files).then(tell)),
      onRetry: (photo: Photo, file?: File) => void attempt(retry(photo.key, file)),
      onReplace: (photo: Photo, file: File) => void attempt(replace(photo.key, file).then((added) => tell([added]))),
      onRemove: (photo: Photo) => {
        setSaid({ text: words.said.deleted(photo) });
        void attempt(remove(photo.key));
      },
    }),
    [toast, attempt, tell, add, retry, remove, replace],
  );
  return { ...actions, refused, toasts, said };
}
