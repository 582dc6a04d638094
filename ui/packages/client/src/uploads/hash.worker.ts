import { sha256 } from "./sha256";

// One file at a time is read: whoever asks waits for the answer before asking again.
self.onmessage = (event: MessageEvent<Blob>) => {
  void sha256(event.data).then(
    (hash) => self.postMessage({ hash }),
    (failure: unknown) => self.postMessage({ failure: failure instanceof Error ? failure.name : "Error" }),
  );
};
