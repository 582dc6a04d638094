const TOKEN = "safelight.token";
export const DEFAULT_SET = "default";

const SET_ID = /^[A-Za-z0-9._-]{1,64}$/;

export interface Address {
  readonly setId: string;
  readonly token: string | undefined;
}

/**
 * What the address of the page says: `?set=` which photos, `#token=` who asks. The token is kept for this tab and taken
 * out of the address at once, so that it is in no history, screenshot or copied link.
 */
export function readAddress(): Address {
  const asked = new URLSearchParams(location.search).get("set") ?? "";
  const handed = new URLSearchParams(location.hash.slice(1)).get("token");
  if (handed !== null) {
    keepToken(handed);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return { setId: SET_ID.test(asked) ? asked : DEFAULT_SET, token: sessionStorage.getItem(TOKEN) ?? undefined };
}

export function keepToken(token: string): void {
  sessionStorage.setItem(TOKEN, token.trim());
}
