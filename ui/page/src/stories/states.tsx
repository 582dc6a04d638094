import type { Download, DownloadsState, Policy, SetCount, UploadsState } from "@safelight/client";
import { many, photo, reason } from "./photos";

const rule = (code: Policy["rules"][number]["code"], limit: number, unit: string): Policy["rules"][number] => ({
  code,
  severity: "reject",
  title: code,
  advice: "",
  limit,
  unit,
  comparison: "at least",
});

const policy: Policy = {
  version: "1",
  rules: [rule("FACE_TOO_SMALL", 10, "% of the shorter side"), rule("RESOLUTION_TOO_LOW", 512, "px")],
  formats: ["image/jpeg", "image/png", "image/heic", "image/heif"],
  set: { minimum: 6, maximum: 10 },
  handover: true,
  upload: { maxBytes: 50 * 1024 * 1024, urlValidForSeconds: 900, deadlineSeconds: 86_400 },
};

const set = (accepted: number, pending = 0): SetCount => ({
  setId: "default",
  accepted,
  rejected: 0,
  pending,
  minimum: 6,
  maximum: 10,
  ready: accepted >= 6,
});

export interface State {
  readonly uploads: UploadsState;
  readonly downloads: DownloadsState;
}

const state = (uploads: Partial<UploadsState>, downloads: readonly Download[] = []): State => ({
  uploads: { photos: [], loaded: true, connection: "stream", policy, set: set(0), ...uploads },
  downloads: { downloads, loaded: true },
});

const download = (jobId: string, more: Partial<Download>): Download => ({
  jobId,
  status: "processing",
  progress: 42,
  doneFiles: 3,
  totalFiles: 7,
  doneBytes: 12_000_000,
  totalBytes: 28_400_000,
  variant: "normalized",
  items: [],
  createdAt: new Date().toISOString(),
  updatedAt: new Date().toISOString(),
  links: { self: "", stream: "", archive: "" },
  ...more,
});

const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const face = { x: 0.42, y: 0.3, width: 0.16, height: 0.15 };
const offline = { code: "OFFLINE", title: "Offline", advice: "It goes on by itself." };

const uploading = () => [
  photo("uploading", { progress: 0.64 }),
  photo("uploading", { progress: 0.31 }),
  photo("uploading", {
    progress: 1,
    name: "a-very-long-name-of-a-photo-from-the-summer-holidays-2026-at-the-lake.jpeg",
  }),
  photo("waiting"),
  photo("waiting", {
    retryAt: Date.now() + 12_000,
    notice: { code: "NETWORK", title: "Network", advice: "" },
  }),
  photo("fileNeeded"),
];

const rejected = () => {
  const original = photo("accepted");
  return [
    original,
    ...many(2, "accepted"),
    photo("rejected", { reasons: [{ ...reason("TOO_BLURRY", 23.4, 40, "of 100"), region: face }], size: [1200, 800] }),
    photo("rejected", {
      reasons: [{ ...reason("FACE_TOO_SMALL", 6.4, 10, "% of the shorter side"), region: face }],
      image: {
        measurements: {
          format: "JPEG",
          bytes: 1,
          shorterSide: 800,
          megapixels: 1,
          sharpness: 50,
          exposure: null,
          defect: null,
          faces: [
            {
              region: face,
              confidence: 0.9,
              yaw: 0,
              roll: 0,
              eyesVisible: 1,
              sharpness: 40,
              exposure: { shadows: 1, mean: 2, highlights: 3 },
              landmarks: [],
            },
          ],
        },
      },
    }),
    photo("rejected", {
      reasons: [
        { ...reason("MULTIPLE_FACES", 3, 1, "faces"), region: { x: 0.05, y: 0.2, width: 0.2, height: 0.3 } },
        reason("TOO_DARK", 12, 25, "%"),
      ],
      name: "<img src=x onerror=alert(1)>.jpg",
    }),
    photo("rejected", {
      reasons: [{ ...reason("TOO_SIMILAR", 96.9, 90, "%"), imageId: original.imageId ?? "" }],
      image: { duplicateOf: original.imageId ?? "" },
    }),
    photo("rejected", { reasons: [reason("UNSUPPORTED_FORMAT", "GIF", "HEIC, JPEG, PNG", "")], image: { links: {} } }),
  ];
};

const warned = () => [
  photo("accepted", { warnings: [reason("FACE_TURNED_AWAY", 41, 35, "°")] }),
  photo("accepted", { image: { override: { reason: "Looks fine" } } }),
  ...many(5, "accepted"),
];

const trouble = () => [
  photo("failed", {
    notice: { code: "NEVER_ARRIVED", title: "It never arrived", advice: "Choose the photo again." },
    image: { links: {} },
  }),
  photo("error", { image: { incidentId: "8f0c3f62-9f7c-4a39-b6a8-0c7b6f7c6f11" } }),
  ...many(2, "accepted"),
];

/** By the name in the address, `?story=`. Made anew each time. */
export const states = {
  loading: () => ({
    uploads: { photos: [], loaded: false, connection: "connecting" },
    downloads: { downloads: [], loaded: false },
  }),
  empty: () => state({}),
  uploading: () => state({ photos: [...uploading(), ...many(3, "checking")], set: set(0, 9) }),
  checking: () => state({ photos: [...many(4, "checking"), ...many(3, "accepted")], set: set(3, 4) }),
  accepted: () => state({ photos: warned(), set: set(7) }),
  rejected: () => state({ photos: rejected(), set: set(3) }),
  trouble: () => state({ photos: trouble(), set: set(2) }),
  offline: () =>
    state({
      photos: [photo("paused", { notice: offline }), photo("paused"), ...many(2, "accepted")],
      connection: "offline",
      set: set(2, 2),
    }),
  full: () => state({ photos: many(10, "accepted"), set: set(10) }),
  downloads: () =>
    state({ photos: many(7, "accepted"), set: set(7) }, [
      download("1", { estimatedSeconds: 8 }),
      download("2", { status: "queued", progress: 0, doneFiles: 0 }),
      download("3", { status: "completed", size: 28_400_000, expiresAt: soon(3_600_000) }),
      download("4", { status: "failed", error: { code: "ERROR", message: "", incidentId: "5d2f" } }),
      download("5", { status: "expired" }),
      download("6", { status: "cancelled" }),
    ]),
  unauthorized: () =>
    state({ photos: [], notice: { code: "UNAUTHORIZED", title: "Not allowed", advice: "Bring a token." } }),
  unreachable: () => state({ notice: { code: "UNAVAILABLE", title: "Not available", advice: "Try later." } }),
} satisfies Record<string, () => State>;

export type StoryName = keyof typeof states;
