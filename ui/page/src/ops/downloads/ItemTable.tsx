import { Badge, type Tone } from "../base/Badge";
import { Table, type Column } from "../base/Table";
import { href } from "../place/place";
import { bytes, words } from "../strings";
import type { Download } from "./filter";

type Item = Download["items"][number];

const said = words.downloads;

const tones: Readonly<Record<Item["outcome"], Tone>> = {
  WAITING: "still",
  INCLUDED: "good",
  NOT_FOUND: "warn",
  NOT_ACCEPTED: "warn",
  NO_PICTURE: "warn",
  REPEATED: "still",
  GONE: "warn",
};

const columns: readonly Column<Item>[] = [
  {
    name: said.photo,
    cell: ({ imageId, fileId }) =>
      imageId === undefined ? (
        <span className="id">{fileId}</span>
      ) : (
        <a className="id" href={href({ section: "images", id: imageId })}>
          {imageId}
        </a>
      ),
  },
  { name: said.outcome, cell: ({ outcome }) => <Badge tone={tones[outcome]}>{said.outcomes[outcome]}</Badge> },
  { name: said.name, cell: ({ name }) => name ?? "–" },
  { name: said.size, cell: ({ bytes: size }) => (size === undefined ? "–" : bytes(size)) },
];

/** What became of each photo that was asked for. One may be there twice. */
export function ItemTable({ items }: { readonly items: readonly Item[] }) {
  return <Table label={said.photos} columns={columns} rows={items} keyOf={(_, place) => place} empty={said.noPhotos} />;
}
