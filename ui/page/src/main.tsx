import { createClient, createDownloads, createFeed, createUploads, type Client } from "@safelight/client";
import { SafelightProvider, useDownload, useUploads } from "@safelight/react";
import { StrictMode, useDeferredValue } from "react";
import { createRoot } from "react-dom/client";
import { DEFAULT_SET, readAddress, type Address } from "./app/address";
import { ErrorBoundary } from "./app/ErrorBoundary";
import { UploadPage } from "./app/UploadPage";
import type { OfferHandover } from "./phone/handover";
import { readDestination } from "./report/destination";
import { createReports } from "./report/reports";
import { direction, language, words } from "./strings";
import { comeBack, keep } from "./visitor/keepsake";

interface ConnectedProps {
  readonly address: Address;
  readonly offer: OfferHandover;
}

function Connected({ address, offer }: ConnectedProps) {
  // Drawn when there is time: fifty photos that upload at once change more often than a slow phone can draw them.
  const uploads = useDeferredValue(useUploads());
  const downloads = useDeferredValue(useDownload());
  return <UploadPage address={address} uploads={uploads} downloads={downloads} offer={offer} />;
}

const offerFrom =
  (client: Client, setId: string): OfferHandover =>
  async (signal) => {
    const { data } = await client.api.POST("/v1/visitors/handover", { signal });
    if (!data) throw new Error("No address to continue at");
    return setId === DEFAULT_SET ? data : { ...data, url: `${data.url}?set=${setId}` };
  };

async function start(root: HTMLElement): Promise<void> {
  const reports = createReports(readDestination(), "upload");
  reports.watch(window);
  const address = readAddress();
  const client = createClient(address.token === undefined ? {} : { token: address.token });
  if (!client.usesToken) {
    await comeBack(client);
    void keep(client);
  }
  const feed = createFeed(client);
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  document.title = words.title;
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary reports={reports}>
        <SafelightProvider
          client={client}
          uploads={createUploads(client, { setId: address.setId, feed })}
          downloads={createDownloads(client, { feed })}
        >
          <Connected address={address} offer={offerFrom(client, address.setId)} />
        </SafelightProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for what it shows");
void start(root);
