import { useEffect, useState } from "react";
import { useShown } from "./PreviewProvider";

interface Fetched {
  readonly from: string;
  readonly url?: string;
}

/** Something for `<img src>`: the address itself where a cookie says who we are, else what was fetched with the token. */
export function useServerPicture(address: string | undefined): string | undefined {
  const { token } = useShown();
  const [fetched, setFetched] = useState<Fetched>();
  useEffect(() => {
    if (address === undefined || token === undefined) return;
    const stop = new AbortController();
    let url: string | undefined;
    fetchPicture(address, token, stop.signal)
      .then((blob) => {
        url = URL.createObjectURL(blob);
        setFetched({ from: address, url });
      })
      .catch(() => {
        if (!stop.signal.aborted) setFetched({ from: address }); // shown as a photo without a picture
      });
    return () => {
      stop.abort();
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [address, token]);
  if (token === undefined) return address;
  return fetched?.from === address ? fetched?.url : undefined;
}

/** Rejects when it is not to be had. */
export async function fetchPicture(address: string, token: string | undefined, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(address, {
    signal,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`The picture is not to be had (${response.status})`);
  return response.blob();
}
