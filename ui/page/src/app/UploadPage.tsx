import type { DownloadsState, Notice, Photo, UploadsState } from "@safelight/client";
import type { DownloadActions, UploadActions } from "@safelight/react";
import { memo, useCallback, useMemo, type ReactNode } from "react";
import { Announcer } from "../announce/Announcer";
import { Icon } from "../base/Icon";
import { Toasts } from "../base/Toasts";
import { DownloadPanel } from "../download/DownloadPanel";
import { useDownloadToasts } from "../download/useDownloadToasts";
import type { OfferHandover } from "../phone/handover";
import { PreviewProvider } from "../preview/PreviewProvider";
import { sayNotice, words } from "../strings";
import type { Address } from "./address";
import { Done } from "./Done";
import { Header } from "./Header";
import { Panes } from "./Panes";
import { Stopped } from "./Stopped";
import { useKeptFocus } from "./useKeptFocus";
import { usePageActions } from "./usePageActions";
import { useStep } from "./useStep";
import "../base/base.css";
import "./page.css";

export interface UploadPageProps {
  readonly address: Address;
  readonly uploads: UploadsState & UploadActions;
  readonly downloads: DownloadsState & DownloadActions;
  /** Where a phone goes on; asked only where the policy says that one can. */
  readonly offer: OfferHandover;
}

/** The whole page, from what the hooks say. It keeps nothing that a refresh would lose. */
export const UploadPage = memo(function UploadPage({ address, uploads, downloads, offer }: UploadPageProps) {
  const actions = usePageActions(uploads);
  const [step, go] = useStep();
  useDownloadToasts(downloads, actions.attempt, actions.toast);
  useKeptFocus(uploads.photos, "#upload-heading");
  const accepted = useMemo(() => uploads.photos.filter(isAccepted), [uploads.photos]);
  const stopped = uploads.notice?.code === "UNAUTHORIZED" && uploads.photos.length === 0;

  const panel = (
    <DownloadPanel
      state={downloads}
      accepted={accepted.length}
      href={(jobId) => (address.token === undefined ? downloads.href(jobId) : undefined)}
      onStart={() => actions.attempt(downloads.start())}
      onSave={({ jobId }) => void actions.attempt(downloads.save(jobId))}
      onCancel={({ jobId }) => void actions.attempt(downloads.cancel(jobId))}
      onAgain={({ jobId }) => void actions.attempt(downloads.again(jobId))}
    />
  );
  const onContinue = useCallback(() => {
    tellEmbedder(address.setId, accepted);
    go("done");
  }, [address.setId, accepted, go]);
  return (
    <PreviewProvider photos={uploads.photos} token={address.token}>
      {!stopped && step === "upload" && (
        <a className="skip" href="#photos">
          {words.skip}
        </a>
      )}
      <Header />
      {uploads.connection === "offline" && <Line icon="offline">{words.connection.offline}</Line>}
      {uploads.notice && !stopped && <Line icon="warn">{sentences(uploads.notice)}</Line>}
      {stopped ? (
        <Stopped />
      ) : step === "done" && uploads.loaded ? (
        <Done accepted={accepted} onBack={() => go("upload")}>
          {panel}
        </Done>
      ) : (
        <Panes offer={offer} uploads={uploads} actions={actions} onContinue={onContinue}>
          {panel}
        </Panes>
      )}
      <Announcer state={uploads} now={actions.said} />
      <Toasts toasts={actions.toasts} onClose={actions.closeToast} />
    </PreviewProvider>
  );
});

const isAccepted = ({ stage }: Photo) => stage === "accepted";

/** Beside the page and not instead of it: somebody may be choosing photos, and all goes on by itself. */
function Line({ icon, children }: { readonly icon: "offline" | "warn"; readonly children: ReactNode }) {
  return (
    <p className="offline" role="status">
      <Icon name={icon} size={18} />
      {children}
    </p>
  );
}

function sentences(notice: Notice): string {
  const { title, advice } = sayNotice(notice);
  return [`${title}.`, advice, notice.reference && `${words.gallery.reference(notice.reference)}.`]
    .filter((sentence) => sentence)
    .join(" ");
}

/** For a product that embeds this page: `detail` is `{setId, accepted}`, the latter the ids of its accepted images. */
function tellEmbedder(setId: string, accepted: readonly Photo[]): void {
  const detail = { setId, accepted: accepted.map(({ imageId }) => imageId) };
  dispatchEvent(new CustomEvent("safelight:continue", { detail }));
}
