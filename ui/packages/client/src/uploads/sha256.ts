/** In 64 hexadecimal digits. Rejected with a `NotReadableError` or `NotFoundError` when the file is no longer as it was. */
export async function sha256(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
