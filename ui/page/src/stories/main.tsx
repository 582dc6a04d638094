import type { Photo } from "@safelight/client";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { ErrorBoundary } from "../app/ErrorBoundary";
import { UploadPage } from "../app/UploadPage";
import type { Reports } from "../report/reports";
import { photo } from "./photos";
import { states, type State, type StoryName } from "./states";

// States of the page to look at, without a server: stories.html?story=rejected. Not part of what is built.

function Story({ first }: { readonly first: State }) {
  const [photos, setPhotos] = useState(first.uploads.photos);
  const [downloads] = useState(first.downloads);
  const change = (key: string, to: (one: Photo) => Photo[]) => {
    setPhotos((all) => all.flatMap((one) => (one.key === key ? to(one) : [one])));
    return Promise.resolve();
  };
  const [actions] = useState(() => ({
    add: (files: Iterable<File>) => {
      const list = [...files];
      const taken = list.filter(({ type }) => type.startsWith("image/"));
      setPhotos((all) => [...taken.map((file) => ({ ...photo("uploading", { name: file.name }), file })), ...all]);
      return Promise.resolve(
        list.map((file) =>
          taken.includes(file)
            ? { key: file.name }
            : {
                name: file.name,
                refused: { code: "UNSUPPORTED_FORMAT", title: "Not a photo", advice: "Choose a photo" },
              },
        ),
      );
    },
    retry: (key: string) => change(key, (one) => [{ ...one, stage: "uploading" }]),
    remove: (key: string) => change(key, () => []),
    replace: (key: string, file: File) =>
      change(key, () => [{ ...photo("checking", { name: file.name, image: { links: {} } }), file }]).then(() => ({
        key,
      })),
  }));
  const [orders] = useState(() => ({
    start: () => new Promise<string>((resolve) => setTimeout(() => resolve("1"), 2000)),
    cancel: () => Promise.resolve(),
    again: () => Promise.resolve("1"),
    save: () => Promise.resolve(),
    url: () => Promise.resolve(""),
    href: (jobId: string) => `/v1/download/${jobId}`,
    onEnd: (ended: Parameters<Parameters<typeof UploadPage>[0]["downloads"]["onEnd"]>[0]) => {
      const ready = first.downloads.downloads.find(({ status }) => status === "completed");
      if (ready) setTimeout(() => ended(ready), 500);
      return () => undefined;
    },
  }));
  return (
    <UploadPage
      address={{ setId: "default", token: undefined }}
      uploads={{ ...first.uploads, photos, ...actions }}
      downloads={{ ...downloads, ...orders }}
      offer={offer}
    />
  );
}

const offer = () =>
  Promise.resolve({
    url: "https://photos.example.org/continue/4tG7hZk2QmWv8xN1pLrY5sKd",
    expiresAt: new Date(Date.now() + 600_000).toISOString(),
  });

const reports: Reports = {
  tell: () => Promise.resolve({ report: "9f1c2b7d4e8a4c0d9a6b3f5e7c1d2a4b", traceId: undefined }),
  comment: () => Promise.resolve(true),
  watch: () => () => undefined,
};

function Broken(): never {
  throw new Error("As broken as can be");
}

const asked = new URLSearchParams(location.search).get("story") ?? "empty";
const root = document.getElementById("root");

const first = states[asked in states ? (asked as StoryName) : "empty"]();

if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary reports={reports}>{asked === "broken" ? <Broken /> : <Story first={first} />}</ErrorBoundary>
    </StrictMode>,
  );
}
