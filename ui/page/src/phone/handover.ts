/** Where a phone goes on with what this visitor began. */
export interface Handover {
  readonly url: string;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What the server says where there is nothing to hand over: users bring their own tokens, or visitors are not let in. */
const NOT_HERE = [401, 403, 404, 405, 409];

/** A fresh address each time; `"not here"` where this server has none. Rejects when it cannot be asked; a repeat may help. */
export async function askForHandover(setId: string, signal: AbortSignal): Promise<Handover | "not here"> {
  const response = await fetch("/v1/visitors/handover", {
    method: "POST",
    signal,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ setId }),
  });
  if (NOT_HERE.includes(response.status)) return "not here";
  if (!response.ok) throw new Error(`No code to continue with (${response.status})`);
  const { url, expiresAt } = (await response.json()) as { url: string; expiresAt: string };
  return { url: new URL(url, location.href).href, expiresAt: Date.parse(expiresAt) };
}
