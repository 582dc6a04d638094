import type { Image, Policy } from "../api/models";
import type { Problem } from "../api/problem";
import type { Notice } from "./uploads";

/**
 * What we say in words, all of it, in English. A page in another language goes by `code`; what the server says of photos
 * and uploads comes in its words.
 */
export const NOTICES = {
  OFFLINE: { code: "OFFLINE", title: "You are offline", advice: "The upload goes on by itself when you are back." },
  NETWORK: {
    code: "NETWORK",
    title: "The connection broke off",
    advice: "We try again by ourselves; nothing is lost.",
  },
  STALLED: { code: "STALLED", title: "The upload got stuck", advice: "We try again by ourselves; nothing is lost." },
  SAME_FILE: {
    code: "SAME_FILE",
    title: "You have chosen this file already",
    advice: "Choose another photo; the same one counts only once.",
  },
  EMPTY_FILE: { code: "EMPTY_FILE", title: "This file is empty", advice: "Choose a photo with something in it." },
  FILE_NEEDED: {
    code: "FILE_NEEDED",
    title: "Choose this photo once more",
    advice: "The page was closed before it had arrived, and the browser has not kept it.",
  },
  FILE_CHANGED: {
    code: "FILE_CHANGED",
    title: "This file can no longer be read",
    advice: "It was moved, deleted or changed since. Choose it once more.",
  },
  UNSUPPORTED_FORMAT: {
    code: "UNSUPPORTED_FORMAT",
    title: "This kind of file can't be used",
    advice: "Choose a photo in one of the listed formats.",
  },
  FILE_TOO_LARGE: {
    code: "FILE_TOO_LARGE",
    title: "This file is too large",
    advice: "Choose a smaller version of the photo.",
  },
  SET_FULL: {
    code: "SET_FULL",
    title: "There is no room for more photos",
    advice: "Remove one that you like less first.",
  },
  NOT_STORED: {
    code: "NOT_STORED",
    title: "This photo did not arrive whole",
    advice: "Try again; if it happens again, save the photo anew and choose that.",
  },
} as const satisfies Record<string, Notice>;

/** What the server says in a problem. */
export function noticeOf(problem: Problem): Notice {
  if (problem.status === 0) return NOTICES.NETWORK;
  const { code, title, detail: advice, traceId: reference } = problem;
  return reference === undefined ? { code, title, advice } : { code, title, advice, reference };
}

/** What the image itself says, where it says anything. */
export function noticeIn(image: Image): Notice | undefined {
  if (image.fault) return { code: image.fault.code, title: image.fault.title, advice: image.fault.advice };
  if (image.status !== "ERROR") return undefined;
  return {
    code: "ERROR",
    title: "A fault of ours, not of your photo",
    advice: `Try again later.${image.incidentId === undefined ? "" : ` If it stays, tell support ${image.incidentId}.`}`,
  };
}

/** In the words of the policy where it has some. */
export function ruleNotice(policy: Policy, code: "UNSUPPORTED_FORMAT" | "FILE_TOO_LARGE" | "FILE_TOO_SMALL"): Notice {
  const rule = policy.rules.find((other) => other.code === code);
  if (rule) return { code, title: rule.title, advice: rule.advice };
  return code === "FILE_TOO_SMALL" ? NOTICES.EMPTY_FILE : NOTICES[code];
}
