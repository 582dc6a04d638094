import type { Notice, Photo, Reason } from "@safelight/client";

/**
 * Every word that the page says, in one place. Another language is another copy of this file: functions get numbers and
 * names, never sentences, so that word order and plurals are its own.
 */
export const language = "en";

/** Which way the language runs; the page's styles know only "start" and "end". */
export const direction: "ltr" | "rtl" = ["ar", "fa", "he", "ur"].includes(new Intl.Locale(language).language)
  ? "rtl"
  : "ltr";

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
/** As exact as what the server measures: 9.5 % must not read as the 10 % that are asked for. */
const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const listed = new Intl.ListFormat(language, { type: "conjunction" });
const options = new Intl.ListFormat(language, { type: "disjunction" });

type Plural = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

function plural(count: number, forms: Plural): string {
  return `${numbers.format(count)} ${forms[plurals.select(count)] ?? forms.other}`;
}

const photos = (count: number) => plural(count, { one: "photo", other: "photos" });

/** In the units that people read on their devices: 1 MB is 1024 × 1024 bytes, as our limits are. */
export function size(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && power > 1 ? 1 : 0 }).format(value)} ${units[power] ?? ""}`;
}

export function duration(seconds: number): string {
  if (seconds < 60) return plural(Math.max(1, Math.round(seconds)), { one: "second", other: "seconds" });
  if (seconds < 3600) return plural(Math.round(seconds / 60), { one: "minute", other: "minutes" });
  return plural(Math.round(seconds / 3600), { one: "hour", other: "hours" });
}

const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });

/** When it is, by the clock of whoever looks at it. */
export const clockTime = (time: string) => clock.format(new Date(time));

/** A measured value or its limit, in the unit that the server gives for it; words stay as they are. */
export function figure(value: number | string, unit: string): string {
  if (typeof value === "string") return value;
  switch (unit) {
    case "bytes":
      return size(value);
    case "faces":
      return plural(value, { one: "face", other: "faces" });
    case "%":
      return shares.format(value / 100);
    case "% of the shorter side":
      return `${shares.format(value / 100)} of the photo’s shorter side`;
    case "% inside":
      return `${shares.format(value / 100)} in the picture`;
    case "of 100":
      return `${numbers.format(value)} of 100`;
    case "°":
      return `${numbers.format(Math.round(value))}°`;
    case "megapixels":
      return plural(Math.round(value * 10) / 10, { one: "megapixel", other: "megapixels" });
    default:
      return `${numbers.format(value)} ${unit}`.trim();
  }
}

const formatNames: Readonly<Record<string, string>> = {
  "image/jpeg": "JPG",
  "image/png": "PNG",
  "image/heic": "HEIC",
  "image/heif": "HEIC",
  "image/webp": "WebP",
  "image/avif": "AVIF",
};

export const formatName = (mediaType: string) =>
  formatNames[mediaType] ?? mediaType.replace(/^image\//, "").toUpperCase();

interface ReasonWords {
  readonly title: string;
  readonly advice: string;
  /** What was measured and what is asked for; `limit` is absent where there is nothing to compare with. */
  readonly found: (measured: string, limit: string | undefined) => string;
}

const atLeast = (what: string) => (measured: string, limit?: string) =>
  limit === undefined ? `${what}: ${measured}.` : `${what}: ${measured}. We need at least ${limit}.`;
const atMost = (what: string) => (measured: string, limit?: string) =>
  limit === undefined ? `${what}: ${measured}.` : `${what}: ${measured}. We allow up to ${limit}.`;

const reasons: Readonly<Record<Reason["code"], ReasonWords>> = {
  UNSUPPORTED_FORMAT: {
    title: "We can’t use this kind of file",
    advice: "Save it as a JPG, or choose another photo.",
    found: (measured, limit) =>
      limit === undefined ? `This is ${measured}.` : `This is ${measured}. We take ${limit}.`,
  },
  UNREADABLE: {
    title: "We couldn’t open this photo",
    advice: "The file seems damaged. Export it again from your gallery, or choose another one.",
    found: (measured) => `What we found: ${measured}.`,
  },
  FORMAT_MISMATCH: {
    title: "The file isn’t what its name says",
    advice: "Nothing to do: we went by what is inside.",
    found: (measured, limit) =>
      limit === undefined ? `It is ${measured}.` : `It is ${measured}, its name says ${limit}.`,
  },
  FILE_TOO_SMALL: {
    title: "This file is too small",
    advice: "Choose the original photo rather than a preview or a screenshot of it.",
    found: atLeast("Its size"),
  },
  FILE_TOO_LARGE: {
    title: "This file is too large",
    advice: "Export it as a JPG, or choose a smaller one.",
    found: atMost("Its size"),
  },
  RESOLUTION_TOO_LOW: {
    title: "Too few pixels",
    advice: "Choose the original in full size. Photos sent through chat apps are often shrunk.",
    found: atLeast("Its shorter side"),
  },
  RESOLUTION_TOO_HIGH: {
    title: "Too many pixels",
    advice: "Export the photo in a smaller size.",
    found: atMost("Its size"),
  },
  TOO_BLURRY: {
    title: "It’s blurry",
    advice: "Wipe the lens, hold still and tap your face to focus, then take it again.",
    found: atLeast("Sharpness"),
  },
  TOO_DARK: {
    title: "It’s too dark",
    advice: "Face a window or a lamp and take it again.",
    found: atLeast("Brightness"),
  },
  TOO_BRIGHT: {
    title: "It’s too bright",
    advice: "Step out of the strong light or switch off the flash, and take it again.",
    found: atMost("Brightness"),
  },
  NO_FACE: {
    title: "We can’t find your face",
    advice: "Look into the camera with nothing in front of your face and light on it.",
    found: atLeast("We see"),
  },
  MULTIPLE_FACES: {
    title: "There is someone else in it",
    advice: "Crop the photo to yourself, or choose one of you alone.",
    found: (measured) => `We see ${measured}; there should be only yours.`,
  },
  FACE_TOO_SMALL: {
    title: "Your face is too small",
    advice: "Crop the photo closer to your face, or choose one taken from nearer.",
    found: atLeast("Your face fills"),
  },
  FACE_CUT_OFF: {
    title: "Your face is cut off",
    advice: "Choose one with some room all around your head.",
    found: atLeast("Of your face"),
  },
  FACE_TURNED_AWAY: {
    title: "You are looking away",
    advice: "Choose one where you look towards the camera.",
    found: atMost("Your face is turned"),
  },
  EYES_NOT_VISIBLE: {
    title: "We can’t see your eyes well",
    advice: "No sunglasses, and no hair or hand before your eyes, please.",
    found: atLeast("Visible"),
  },
  DUPLICATE: {
    title: "You added this photo already",
    advice: "Choose another one in its place.",
    found: () => "It is exactly the same picture.",
  },
  TOO_SIMILAR: {
    title: "Too similar to another of your photos",
    advice: "Choose one with another pose, place or day.",
    found: atMost("Alike"),
  },
};

export interface SaidReason {
  readonly title: string;
  readonly found: string;
  readonly advice: string;
}

/** In our own words where we know the rule, else in the server's, which may be newer than this page. */
export function sayReason(reason: Reason): SaidReason {
  const measured = figure(reason.measured, reason.unit);
  const limit = reason.limit === null ? undefined : figure(reason.limit, reason.unit);
  const own = (reasons as Readonly<Partial<Record<string, ReasonWords>>>)[reason.code];
  return own
    ? { title: own.title, found: own.found(measured, limit), advice: own.advice }
    : { title: reason.title, found: atLimit(measured, limit), advice: reason.advice };
}

const atLimit = (measured: string, limit: string | undefined) =>
  limit === undefined ? `Measured: ${measured}.` : `Measured: ${measured}. Limit: ${limit}.`;

export interface SaidNotice {
  readonly title: string;
  readonly advice: string;
}

const notices: Readonly<Partial<Record<string, SaidNotice>>> = {
  ...reasons,
  OFFLINE: { title: "You’re offline", advice: "It goes on by itself once you are back." },
  NETWORK: { title: "The connection broke off", advice: "We try again by ourselves; nothing is lost." },
  STALLED: { title: "The upload got stuck", advice: "We try again by ourselves; nothing is lost." },
  SAME_FILE: { title: "You added this file already", advice: "The same one counts only once. Choose another photo." },
  EMPTY_FILE: { title: "This file is empty", advice: "Choose a photo with something in it." },
  FILE_CHANGED: {
    title: "We can’t read this file any more",
    advice: "It was moved, deleted or changed. Choose it again.",
  },
  FILE_NEEDED: {
    title: "Choose this photo again",
    advice: "The page was closed before it had arrived. Choose the same file and it goes on.",
  },
  SET_FULL: { title: "There is no room for more photos", advice: "Delete one that you like less first." },
  NOT_STORED: {
    title: "It did not arrive whole",
    advice: "Try again. If that fails, save the photo anew and choose that.",
  },
  NEVER_ARRIVED: { title: "It never arrived", advice: "The upload broke off too early. Try it again." },
  SIZE_MISMATCH: { title: "It did not arrive whole", advice: "Try it again." },
  CHECKSUM_MISMATCH: { title: "It arrived damaged", advice: "Try it again." },
};

/** Ours where we have words for it, else what the client or the server says. */
export const sayNotice = (notice: Notice): SaidNotice => notices[notice.code] ?? notice;

export interface Tally {
  readonly accepted: number;
  readonly rejected: number;
  readonly failed: number;
}

export const words = {
  name: "Safelight",
  title: "Upload photos · Safelight",
  skip: "Skip to your photos",
  home: "Safelight, home",

  upload: {
    heading: "Upload photos",
    intro: (minimum: number) =>
      `Pick at least ${photos(minimum)} of yourself. Different days, places and outfits work best. We look at each one at once and tell you if it will do.`,
    introLoading: "Pick a few photos of yourself. We look at each one at once and tell you if it will do.",
    button: "Choose photos",
    drop: "or drop them anywhere on this page",
    dropTouch: "from your gallery",
    release: "Let go to add them",
    camera: "Take a photo",
    limits: (formats: readonly string[], maxBytes: number) =>
      `${options.format(formats)}, up to ${size(maxBytes)} each`,
    paste: "You can paste a photo, or drop a whole folder.",
    full: (maximum: number) => `You have all ${photos(maximum)}. Delete one to add another.`,
  },

  refused: {
    heading: (count: number) => `${photos(count)} not added`,
    dismiss: "Dismiss",
    show: "Show it",
  },

  queue: {
    heading: (count: number) => `Uploading ${photos(count)}`,
    cancel: (name: string) => `Cancel ${name}`,
    retry: "Try now",
    retryOf: (name: string) => `Try ${name} again now`,
    choose: "Choose the file again",
    chooseFor: (name: string) => `Choose the file again: ${name}`,
    progress: (name: string) => `Upload of ${name}`,
    waiting: "Waiting for its turn",
    uploading: (progress: number, total: string) => `${percents.format(progress)} of ${total}`,
    finishing: "Almost there",
    paused: "Paused while you’re offline",
    again: (seconds: number) => `Trying again in ${duration(seconds)}`,
  },

  set: {
    heading: "Uploaded images",
    count: (accepted: number, maximum: number) => `${numbers.format(accepted)} of ${numbers.format(maximum)}`,
    bar: "Accepted photos",
    minimum: (minimum: number) => `Minimum ${numbers.format(minimum)}`,
    more: (count: number) => `${plural(count, { one: "more photo", other: "more photos" })} to continue`,
    ready: "You can continue, or add more",
    full: "That’s all we need",
    continue: "Continue",
  },

  gallery: {
    heading: "Your photos",
    empty: "No photos yet",
    emptyHint: "They show up here with our verdict, usually within a second or two.",
    loading: "Loading your photos",
    checking: (count: number) => `Checking ${photos(count)}`,
    checkingState: "Checking",
    accepted: "Accepted",
    acceptedHint: "These look great.",
    acceptedState: "Accepted",
    acceptedByHand: "Accepted by our team",
    rejected: "Didn’t meet our guidelines",
    rejectedHint: "Each one says why, and what you can do.",
    rejectedState: "Not accepted",
    failed: "Didn’t arrive",
    failedHint: "These uploads did not go through.",
    failedState: "Did not arrive",
    error: "A fault of ours",
    errorHint: "Your photos are fine. Something went wrong on our side.",
    errorState: "Our fault",
    errorAdvice: "Try again in a moment. If it stays like this, tell support this number:",
    incident: (id: string) => `Incident ${id}`,
    reference: (id: string) => `Reference ${id}`,
    warning: "Good to know",
    delete: (name: string) => `Delete ${name}`,
    crop: "Crop",
    cropOf: (name: string) => `Crop ${name}`,
    again: "Try another",
    againFor: (name: string) => `Try another photo in place of ${name}`,
    choose: "Choose the file again",
    chooseFor: (name: string) => `Choose the file again: ${name}`,
    retry: "Try again",
    retryOf: (name: string) => `Try again: ${name}`,
    compareOf: (name: string) => `Compare ${name} with the photo it is like`,
    compareHeading: "These two are alike",
    this: "This one",
    other: "Already there",
    otherGone: "The other photo is not here any more",
    face: "The marked face is what this is about.",
    noPicture: "No preview",
  },

  guide: {
    goodHeading: "What makes a good photo",
    avoidHeading: "What to avoid",
    good: [
      {
        key: "selfies",
        title: "Selfies",
        text: "From an arm’s length, at eye level, with your shoulders in the picture.",
      },
      { key: "variety", title: "Variety", text: "Different days, outfits, rooms and smiles." },
      { key: "recent", title: "Recent", text: "From the last six months, looking like you do now." },
      { key: "clear", title: "Clear", text: "In focus, in good light, you alone, facing the camera." },
    ] as const,
    avoid: [
      { key: "lowres", title: "Low resolution or AI", text: "Pixels, heavy filters, or pictures made by a computer." },
      { key: "revealing", title: "Revealing", text: "Swimwear, underwear, or no shirt." },
      { key: "accessories", title: "Accessories", text: "Sunglasses, hats, headphones or masks." },
      { key: "angles", title: "Odd angles", text: "From above, from below, or with your head cut off." },
    ] as const,
  },

  crop: {
    heading: "Crop your photo",
    hint: "Drag to move, pinch or scroll to zoom. Keys: arrows move, plus and minus zoom.",
    area: "Part of the photo that is kept. Arrow keys move it, plus and minus zoom.",
    zoom: "Zoom",
    save: "Use this crop",
    saving: "Cutting out",
    cancel: "Cancel",
    loading: "Opening the photo",
    failed: "We couldn’t open this photo here. Choose another one in its place.",
    face: (percent: number, limit: number) =>
      percent >= limit
        ? `Your face fills ${percents.format(percent / 100)} of the crop. That will do.`
        : `Your face fills ${percents.format(percent / 100)} of the crop; it needs ${percents.format(limit / 100)}. Zoom in a little.`,
    outside: "Your face is not all in the crop.",
    others: "There is someone else in the crop.",
    pixels: (width: number, height: number) => `${numbers.format(width)} × ${numbers.format(height)} pixels`,
    limitReached: "Closer is not possible: the photo has too few pixels.",
    fileName: (name: string) => `${name.replace(/\.[^.]*$/, "")}-crop.jpg`,
  },

  phone: {
    open: "Continue on your phone",
    heading: "Continue on your phone",
    text: "Scan this with your phone’s camera. Your photos show up here by themselves.",
    code: "QR code that opens this page on your phone",
    loading: "Making a code",
    failed: "The code could not be made.",
    retry: "Try again",
    copy: "Copy the link",
    copied: "Copied",
    valid: (time: string) => `Good for one phone until ${time}. Then we make another.`,
  },

  download: {
    heading: "Downloads",
    all: "Download all accepted",
    starting: "Asking for it",
    hint: "We pack them into one archive. You can close this page; it will be here when you are back.",
    title: (files: number) => `Archive of ${photos(files)}`,
    queued: "Waiting for its turn",
    processing: (done: number, total: number) => `${numbers.format(done)} of ${photos(total)}`,
    bytes: (done: number, total: number) => `${size(done)} of ${size(total)}`,
    left: (seconds: number) => `about ${duration(seconds)} left`,
    progress: "Archive",
    completed: (bytes: number) => `Ready, ${size(bytes)}`,
    completedNoSize: "Ready",
    expires: (time: string) => `Kept until ${time}`,
    get: "Save",
    getOf: (files: number) => `Save the archive of ${photos(files)}`,
    again: "Ask again",
    againOf: (files: number) => `Ask again for the archive of ${photos(files)}`,
    cancel: "Cancel",
    cancelOf: (files: number) => `Cancel the archive of ${photos(files)}`,
    failed: "It could not be made",
    cancelled: "Cancelled",
    expired: "No longer kept. Ask for it again.",
    toastReady: "Your photos are ready to be saved",
    toastFailed: "An archive could not be made",
    failures: {
      NOTHING_TO_DELIVER: "None of the photos is there any more.",
      TOO_LARGE: "It would be too large for one archive.",
      ERROR: "Something went wrong on our side. Try again.",
    } satisfies Record<string, string>,
  },

  done: {
    heading: "You’re all set",
    text: (count: number) => `${photos(count)} accepted. There is nothing more to do here.`,
    back: "Back to my photos",
    gallery: "Your accepted photos",
  },

  connection: {
    offline: "You’re offline. We go on by ourselves when you are back.",
  },

  token: {
    heading: "Who are you?",
    text: "Your access has run out or is missing. Go back to where you came from and open this page again, or paste your access token.",
    label: "Access token",
    submit: "Continue",
  },

  trouble: {
    failed: "That didn’t work. Try again in a moment.",
  },

  broken: {
    heading: "Something went wrong on this page",
    text: "Your photos are safe. Load the page again to go on where you were.",
    reload: "Load again",
    reference: "Reference",
    feedback: {
      heading: "Tell us what happened",
      label: "What did you do just before?",
      hint: "It is sent with the reference to the people who run this page, and nothing about you is.",
      send: "Send",
      failed: "It could not be sent. Please try again.",
      thanks: "Thank you. That helps us to find what broke.",
    },
  },

  toast: { close: "Close" },
  close: "Close",

  said: {
    verdicts: "Verdicts",
    actions: "What happened",
    summary: ({ accepted, rejected, failed }: Tally): string => {
      const parts = [
        accepted > 0 ? `${photos(accepted)} accepted` : "",
        rejected > 0 ? `${rejected} did not meet our guidelines` : "",
        failed > 0 ? `${failed} did not get through` : "",
      ].filter((part) => part !== "");
      return parts.length === 0 ? "" : `${listed.format(parts)}.`;
    },
    added: (count: number) => `${photos(count)} added.`,
    refused: (count: number) => `${photos(count)} not added.`,
    deleted: (photo: Photo) => `${photo.name} deleted.`,
    ready: "You have enough photos to continue.",
    offline: "You are offline.",
    online: "You are back online.",
  },
};
