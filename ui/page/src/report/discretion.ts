// What a text may tell of people or open a door with is taken out before it leaves the page. The server does the same
// with its own: docs/observability.md says what is sent and what never is.

export const LEFT_OUT = "[left out]";

const LONGEST = 300;

/** Nobody knows where a name with spaces in it begins. */
const FILE = /\.(?:jpe?g|jfif|png|hei[cf]|webp|gif|tiff?|bmp|avif|dng|raw|zip|pdf)\b/i;
/** What follows the host of an address may be signed, and what precedes it a password. */
const ADDRESS = /\b(blob:)?([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@]*@)?([A-Za-z0-9.:[\]-]*)[^\s"']*/g;
const NAMED = /([\w-]*(?:token|secret|password|signature|credential|cookie|authorization|api-?key))\s*[=:]\s*\S+/gi;
const BEARER = /\b(bearer|basic)\s+\S+/gi;
/** What the browser itself quotes of our program (`reading 'length'`) is short and one word of code. */
const QUOTED = /"[^"]*"|(?<!\w)'(?![A-Za-z_$][\w$]{0,40}'(?!\w))[^']*'(?!\w)|“[^”]*”|‘[^’]*’/g;
const MAIL = /[^\s@"'<>(]+@[^\s@"'<>)]+/g;
/** Long and with digits in it. */
const SECRET = /(?<![\w-])(?=\S*\d)[\w+/=~-]{20,}(?:\.[\w+/=~-]+)*/g;
const IP = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;

/** A text without what a stranger may have brought into it. */
export function discreet(text: string): string {
  if (FILE.test(text)) return LEFT_OUT;
  return text
    .slice(0, LONGEST)
    .replace(ADDRESS, "$1$2$3")
    .replace(NAMED, "$1=[secret]")
    .replace(BEARER, "$1 [secret]")
    .replace(QUOTED, "[text]")
    .replace(MAIL, "[address]")
    .replace(SECRET, "[secret]")
    .replace(IP, "[address]");
}

/** What browsers and our own program say themselves; other errors repeat what somebody sent. */
const PLAIN_SPOKEN = new Set(["Error", "TypeError", "RangeError", "ReferenceError", "InternalError"]);

/** The words of an error, as far as they may be told. */
export function wordsOf(type: string | undefined, text: string | undefined): string {
  return text !== undefined && type !== undefined && PLAIN_SPOKEN.has(type) ? discreet(text) : LEFT_OUT;
}

/** Where in our program: its path, without the query that an address may end in. */
export function placeOf(file: string): string {
  try {
    return `app://${new URL(file).pathname}`;
  } catch {
    return file.startsWith("<") ? file : LEFT_OUT; // such as <anonymous>
  }
}
