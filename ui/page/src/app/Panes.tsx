import type { Photo, Stage, UploadsState } from "@safelight/client";
import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import { accept } from "../drop/accept";
import { DropBox } from "../drop/DropBox";
import { Refused } from "../drop/Refused";
import { usePageDrop } from "../drop/usePageDrop";
import { CompareDialog } from "../gallery/CompareDialog";
import { Gallery } from "../gallery/Gallery";
import { SetBar } from "../gallery/SetBar";
import { Guide } from "../guide/Guide";
import type { OfferHandover } from "../phone/handover";
import { PhoneButton } from "../phone/PhoneButton";
import { Queue } from "../queue/Queue";
import { words } from "../strings";
import type { usePageActions } from "./usePageActions";

const CropDialog = lazy(() => import("../crop/CropDialog"));

interface PanesProps {
  readonly offer: OfferHandover;
  readonly uploads: UploadsState;
  readonly actions: ReturnType<typeof usePageActions>;
  readonly onContinue: () => void;
  /** The downloads. */
  readonly children: ReactNode;
}

type Open =
  { readonly kind: "crop"; readonly photo: Photo } | { readonly kind: "compare"; readonly pair: [Photo, Photo] };

const ON_THEIR_WAY: readonly Stage[] = ["waiting", "uploading", "paused", "fileNeeded"];

export function Panes({ offer, uploads, actions, onContinue, children }: PanesProps) {
  const [open, setOpen] = useState<Open>();
  const zone = usePageDrop(actions.onFiles);
  const crop = useCallback((photo: Photo) => setOpen({ kind: "crop", photo }), []);
  const compare = useCallback((...pair: [Photo, Photo]) => setOpen({ kind: "compare", pair }), []);
  const close = () => setOpen(undefined);
  const { photos, policy, set, loaded } = uploads;
  return (
    <main id="main">
      <div {...zone.getRootProps({ className: "panes" })}>
        <input {...zone.getInputProps({ "aria-hidden": true })} hidden />
        {zone.isDragActive && <div className="drag-veil" />}
        <div className="pane-start">
          <DropBox policy={policy} set={set} dragging={zone.isDragActive} onFiles={actions.onFiles} />
          {policy?.handover && <PhoneButton offer={offer} />}
          <Refused files={actions.refused} onDismiss={actions.dismissRefused} onShow={focusPhoto} />
          <Queue
            photos={photos.filter(({ stage }) => ON_THEIR_WAY.includes(stage))}
            onRetry={actions.onRetry}
            onCancel={actions.onRemove}
          />
        </div>
        <section className="pane-end" id="photos" tabIndex={-1} aria-label={words.gallery.heading}>
          <SetBar set={set} onContinue={onContinue} />
          <Gallery
            photos={photos}
            loaded={loaded}
            accept={accept(policy)}
            onRemove={actions.onRemove}
            onRetry={actions.onRetry}
            onReplace={actions.onReplace}
            onCrop={crop}
            onCompare={compare}
          >
            {children}
          </Gallery>
          <Guide />
        </section>
      </div>
      {open?.kind === "compare" && <CompareDialog photo={open.pair[0]} other={open.pair[1]} onClose={close} />}
      {open?.kind === "crop" && (
        <Suspense>
          <CropDialog
            photo={open.photo}
            policy={policy}
            onClose={close}
            onSave={(file) => {
              close();
              actions.onReplace(open.photo, file);
            }}
          />
        </Suspense>
      )}
    </main>
  );
}

function focusPhoto(key: string): void {
  const photo = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  photo?.scrollIntoView({ block: "center" });
  photo?.querySelector<HTMLElement>("[data-remove]")?.focus();
}
