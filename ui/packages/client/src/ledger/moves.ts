import type { Tables } from "./ledger";
import type { Notice } from "../uploads/uploads";
import type { FileBody, Order, PhotoRecord, Removal } from "./records";

/** All that is remembered of one set. */
export interface Remembered {
  readonly photos: readonly PhotoRecord[];
  readonly orders: readonly Order[];
  readonly removals: readonly Removal[];
}

export async function recall({ photos, orders, removals }: Tables, setId: string): Promise<Remembered> {
  const ofSet = (thing: { setId: string }) => thing.setId === setId;
  return {
    photos: (await photos.all()).filter(ofSet),
    orders: (await orders.all()).filter(ofSet),
    removals: (await removals.all()).filter(ofSet),
  };
}

/** The changed record; undefined when the photo was removed meanwhile. */
export async function changePhoto(
  { photos }: Tables,
  key: string,
  change: (photo: PhotoRecord) => PhotoRecord,
): Promise<PhotoRecord | undefined> {
  const photo = await photos.get(key);
  if (photo === undefined) return undefined;
  const changed = change(photo);
  if (changed !== photo) await photos.put(changed);
  return changed;
}

/** Orders those of `keys` that are still to be signed; undefined when none is. Written down before it is sent. */
export async function placeOrder(
  { photos, orders }: Tables,
  order: Omit<Order, "files">,
  keys: readonly string[],
): Promise<{ order: Order; photos: PhotoRecord[] } | undefined> {
  const ordered: PhotoRecord[] = [];
  for (const key of keys) {
    const photo = await photos.get(key);
    if (photo === undefined || photo.orderId !== undefined || photo.imageId !== undefined || photo.stopped) continue;
    ordered.push({ ...photo, orderId: order.id });
  }
  if (ordered.length === 0) return undefined;
  const placed = { ...order, files: ordered.map((photo) => ({ key: photo.key, body: bodyOf(photo) })) };
  for (const photo of ordered) await photos.put(photo);
  await orders.put(placed);
  return { order: placed, photos: ordered };
}

function bodyOf(photo: PhotoRecord): FileBody {
  const { name, type, bytes, sha256, setId } = photo;
  return { filename: name, contentType: type, size: bytes, setId, ...(sha256 === undefined ? {} : { sha256 }) };
}

/** What came of each file of an order, in its order. */
export type Outcome = { readonly imageId: string } | { readonly stopped: Notice } | "later";

/**
 * Notes the answer to an order, once: whoever comes second finds it noted. An image that nobody waits for any more, because
 * its photo was removed meanwhile, is removed.
 */
export async function noteAnswer(
  { photos, orders, removals }: Tables,
  order: Order,
  outcomes: readonly Outcome[],
): Promise<{ photos: PhotoRecord[]; removals: Removal[] }> {
  const isNew = (await orders.get(order.id)) !== undefined;
  await orders.delete(order.id);
  const changed: PhotoRecord[] = [];
  const unwanted: Removal[] = [];
  for (const [index, { key }] of order.files.entries()) {
    const outcome = outcomes[index] ?? "later";
    const photo = await photos.get(key);
    if (photo?.orderId === order.id) {
      changed.push({ ...without(photo, "orderId"), ...(outcome === "later" ? {} : outcome) });
    } else if (photo !== undefined) {
      changed.push(photo);
    } else if (isNew && outcome !== "later" && "imageId" in outcome) {
      unwanted.push({ imageId: outcome.imageId, setId: order.setId });
    }
  }
  for (const photo of changed) await photos.put(photo);
  for (const removal of unwanted) await removals.put(removal);
  return { photos: changed, removals: unwanted };
}

/** Forgets a photo and, until the server has heard it, remembers that its image is to go. */
export async function removePhoto(
  { photos, files, removals }: Tables,
  setId: string,
  key: string,
  imageId: string | undefined,
): Promise<Removal[]> {
  const photo = await photos.get(key);
  await photos.delete(key);
  await files.delete(key);
  const ids = new Set([photo?.imageId, imageId].filter((id) => id !== undefined));
  const all = [...ids].map((id) => ({ imageId: id, setId }));
  for (const removal of all) await removals.put(removal);
  return all;
}

/** Lets go of an image that will never have this photo's bytes, so that another one is ordered for it. */
export async function signAnew(
  { photos, removals }: Tables,
  key: string,
  imageId: string,
): Promise<{ photo: PhotoRecord; removal?: Removal } | undefined> {
  const photo = await photos.get(key);
  if (photo === undefined) return undefined;
  if (photo.imageId !== imageId) return { photo };
  const anew = without(photo, "imageId", "sent", "arrived", "stopped");
  const removal = { imageId, setId: photo.setId };
  await photos.put(anew);
  await removals.put(removal);
  return { photo: anew, removal };
}

/** The photo is on the server: its bytes are let go, the rest is remembered, so that it keeps its key and its place. */
export async function noteArrival({ photos, files }: Tables, key: string): Promise<PhotoRecord | undefined> {
  const photo = await changePhoto({ photos } as Tables, key, (before) =>
    before.arrived ? before : { ...without(before, "stopped"), sent: true, arrived: true },
  );
  await files.delete(key);
  return photo;
}

/** The same without what is named. */
export function without<K extends keyof PhotoRecord>(photo: PhotoRecord, ...names: K[]): Omit<PhotoRecord, K> {
  const kept = Object.entries(photo).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(kept) as unknown as Omit<PhotoRecord, K>;
}
