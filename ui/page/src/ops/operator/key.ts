const KEPT = "safelight.operator";

/** For this tab and as long as it is open: no cookie, no address, nothing that outlives it. */
export const operatorKey = {
  read: (): string | undefined => sessionStorage.getItem(KEPT) ?? undefined,
  keep: (key: string) => sessionStorage.setItem(KEPT, key),
  forget: () => sessionStorage.removeItem(KEPT),
};

/** What repeats one wish and no other: made once for it, and sent again with each try. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
