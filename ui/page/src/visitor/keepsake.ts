import type { Client } from "@safelight/client";
import { openDB, type DBSchema } from "idb";

/**
 * Set by the server, for a minute, where the browser was not known. Browsers write a new cookie down after half a minute, and a
 * database at once: what is kept there makes somebody whose browser was killed meanwhile the same visitor again.
 */
const NEW = "safelight-new";

/** So long a page of somebody new waits at most before it shows anything, in milliseconds. */
const PATIENCE = 4_000;

const DATABASE = "safelight-visitor";
const ONLY = "only";

/** Good for one use. */
interface Keepsake {
  readonly path: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

interface Schema extends DBSchema {
  keepsake: { key: string; value: Keepsake };
}

/** Makes who is new here, and was here a moment ago, the same as before. To be waited for before anything is asked as a visitor. */
export async function comeBack(client: Client): Promise<void> {
  if (!isNew()) return;
  try {
    const kept = await read();
    if (kept && Date.parse(kept.expiresAt) > Date.now()) {
      await client.fetch(kept.path, { method: "POST", signal: AbortSignal.timeout(PATIENCE) });
    }
  } catch (failure) {
    // Somebody new is what most are; and what was not asked for now is asked for again when the page is loaded next.
    console.info("This browser could not be made who it was", failure);
  }
}

/** Lets who is new be made the same again, should the browser be killed. */
export async function keep(client: Client): Promise<void> {
  if (!isNew()) return;
  try {
    const { data } = await client.api.POST("/v1/visitors/keepsake");
    if (data) await write(data);
    document.cookie = `${NEW}=; Max-Age=0; Path=/; SameSite=Lax`;
  } catch (failure) {
    console.info("This browser will not be known again if it is killed soon", failure);
  }
}

function isNew(): boolean {
  return document.cookie.split("; ").includes(`${NEW}=1`);
}

async function read(): Promise<Keepsake | undefined> {
  const database = await open();
  try {
    return await database.get("keepsake", ONLY);
  } finally {
    database.close();
  }
}

async function write(keepsake: Keepsake): Promise<void> {
  const database = await open();
  try {
    const transaction = database.transaction("keepsake", "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.put(keepsake, ONLY), transaction.done]);
  } finally {
    database.close();
  }
}

function open() {
  return openDB<Schema>(DATABASE, 1, { upgrade: (database) => void database.createObjectStore("keepsake") });
}
