import type { Photo } from "@safelight/client";
import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { toJpeg } from "./decode";
import { Previews, type Preview } from "./previews";

/** Enough for a tile on a sharp screen. */
const LONGEST = 560;

interface Shown {
  readonly previews: Previews;
  /** Sent with requests for pictures, which browsers do not do for an `<img>`. */
  readonly token: string | undefined;
}

const PreviewContext = createContext<Shown | null>(null);

function whenIdle(go: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(go, { timeout: 1000 });
  else setTimeout(go, 30);
}

const newPreviews = () =>
  new Previews({
    shrink: (file) => toJpeg(file, LONGEST),
    whenIdle,
    urls: URL,
    atOnce: matchMedia("(pointer: coarse)").matches ? 1 : 2,
  });

interface PreviewProviderProps {
  readonly photos: readonly Photo[];
  readonly token?: string | undefined;
  readonly children: ReactNode;
}

export function PreviewProvider({ photos, token, children }: PreviewProviderProps) {
  const [previews] = useState(newPreviews);
  const [shown, setShown] = useState<Shown>({ previews, token });
  if (shown.token !== token) setShown({ previews, token });
  useEffect(() => previews.keepOnly(new Set(photos.map(({ key }) => key))), [previews, photos]);
  return <PreviewContext value={shown}>{children}</PreviewContext>;
}

export function useShown(): Shown {
  const shown = use(PreviewContext);
  if (!shown) throw new Error("Pictures are shown inside a PreviewProvider");
  return shown;
}

/** Of the photo's file, if this browser has it; made only while `wanted`. */
export function usePreview({ key, file }: Photo, wanted: boolean): Preview | undefined {
  const { previews } = useShown();
  useEffect(() => {
    if (!file) return;
    if (wanted) previews.want(key, file);
    else previews.unwant(key);
  }, [previews, key, file, wanted]);
  return useSyncExternalStore(previews.subscribe, () => previews.get(key));
}
