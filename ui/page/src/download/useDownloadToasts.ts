import type { Download } from "@safelight/client";
import { useEffect } from "react";
import type { Toast } from "../base/Toasts";
import { words } from "../strings";

interface Ends {
  readonly onEnd: (ended: (download: Download) => void) => () => void;
  readonly save: (jobId: string) => Promise<void>;
}

/** A toast for each archive that is ready, or could not be made, while this page is open. */
export function useDownloadToasts(
  { onEnd, save }: Ends,
  attempt: (work: Promise<unknown>) => unknown,
  onToast: (toast: Toast) => void,
): void {
  useEffect(
    () =>
      onEnd(({ jobId, status }) => {
        if (status === "completed") {
          const action = { text: words.download.get, go: () => void attempt(save(jobId)) };
          onToast({ key: jobId, icon: "check", text: words.download.toastReady, action });
        } else if (status === "failed") {
          onToast({ key: jobId, icon: "warn", text: words.download.toastFailed });
        }
      }),
    [onEnd, save, attempt, onToast],
  );
}
