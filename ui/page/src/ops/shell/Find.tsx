import { useEffect } from "react";
import { Panel } from "../base/Panel";
import { Trouble } from "../base/Trouble";
import { DownloadTable } from "../downloads/DownloadTable";
import { useNamedDownloads } from "../downloads/useDownloads";
import { ImageTable } from "../images/ImageTable";
import { useImages } from "../images/useImages";
import type { Pages } from "../operator/usePages";
import { goInstead, usePlace } from "../place/usePlace";
import { words } from "../strings";

/** What somebody was told may be a file's name, a number, an id or an owner; where it is only one thing, its story is shown at once. */
export function Find() {
  const { query } = usePlace();
  const said = query["q"] ?? "";
  const named = useImages({ q: said });
  const owned = useImages({ owner: said });
  const downloads = useNamedDownloads(said);
  const failure = named.error ?? owned.error ?? downloads.error;
  const isKnown = named.data !== undefined && owned.data !== undefined && downloads.data !== undefined;
  const byName = itemsOf(named);
  const byOwner = itemsOf(owned);
  const archives = itemsOf(downloads);
  const count = byName.length + byOwner.length + archives.length;
  const onlyImage = count === 1 ? (byName[0] ?? byOwner[0])?.image.imageId : undefined;
  const onlyDownload = count === 1 ? archives[0]?.download.jobId : undefined;
  useEffect(() => {
    if (!isKnown) return;
    if (onlyImage !== undefined) goInstead({ section: "images", id: onlyImage });
    if (onlyDownload !== undefined) goInstead({ section: "downloads", id: onlyDownload });
  }, [isKnown, onlyImage, onlyDownload]);
  return (
    <Panel heading={words.search.found(said)}>
      {failure && <Trouble failure={failure} />}
      {!isKnown && !failure && (
        <p className="note" role="status">
          {words.loading}
        </p>
      )}
      {isKnown && count === 0 && <p role="status">{words.search.none}</p>}
      {byOwner.length > 0 && (
        <>
          <h3>{words.search.byOwner}</h3>
          <ImageTable images={byOwner} />
        </>
      )}
      {byName.length > 0 && (
        <>
          <h3>{words.search.byName}</h3>
          <ImageTable images={byName} />
        </>
      )}
      {archives.length > 0 && (
        <>
          <h3>{words.search.downloads}</h3>
          <DownloadTable downloads={archives} />
        </>
      )}
    </Panel>
  );
}

const itemsOf = <Item,>({ data }: Pages<Item>): readonly Item[] => data?.pages.flatMap(({ items }) => items) ?? [];
