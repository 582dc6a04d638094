import { useEffect } from "react";
import { Panel } from "../base/Panel";
import { Trouble } from "../base/Trouble";
import { goInstead, usePlace } from "../place/usePlace";
import { words } from "../strings";
import { ImageTable } from "./ImageTable";
import { useImages } from "./useImages";

/** What somebody was told may be a file's name, a number or an owner; where it is only one image, its story is shown at once. */
export function Find() {
  const { query } = usePlace();
  const said = query["q"] ?? "";
  const named = useImages({ q: said });
  const owned = useImages({ owner: said });
  const byName = named.data?.pages.flatMap(({ items }) => items);
  const byOwner = owned.data?.pages.flatMap(({ items }) => items);
  const failure = named.error ?? owned.error;
  const found = byName && byOwner && [...byOwner, ...byName];
  const only = found?.length === 1 ? found[0]?.image.imageId : undefined;
  useEffect(() => {
    if (only !== undefined) goInstead({ section: "images", id: only });
  }, [only]);
  return (
    <Panel heading={words.search.found(said)}>
      {failure && <Trouble failure={failure} />}
      {!found && !failure && (
        <p className="note" role="status">
          {words.loading}
        </p>
      )}
      {found?.length === 0 && <p role="status">{words.search.none}</p>}
      {byOwner && byOwner.length > 0 && (
        <>
          <h3>{words.search.byOwner}</h3>
          <ImageTable images={byOwner} />
        </>
      )}
      {byName && byName.length > 0 && (
        <>
          <h3>{words.search.byName}</h3>
          <ImageTable images={byName} />
        </>
      )}
    </Panel>
  );
}
