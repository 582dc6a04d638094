import { Badge, toneOf } from "../base/Badge";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { href } from "../place/place";
import { words } from "../strings";
import { causeOf, type Found } from "./filter";

interface ImageTableProps {
  readonly images: readonly Found[];
  /** Where several can be chosen. */
  readonly selection?: Column<Found>;
}

const columns: readonly Column<Found>[] = [
  {
    name: words.images.file,
    cell: ({ image }) => (
      <>
        <a href={href({ section: "images", id: image.imageId })}>{image.filename}</a>
        <br />
        <span className="id">{image.imageId}</span>
      </>
    ),
  },
  {
    name: words.images.state,
    cell: ({ image }) => <Badge tone={toneOf(image.status)}>{words.statuses[image.status]}</Badge>,
  },
  { name: words.images.cause, cell: causeOf },
  {
    name: words.images.owner,
    cell: ({ owner }) => <a href={href({ section: "images", query: { owner } })}>{owner}</a>,
  },
  { name: words.images.changed, cell: ({ image }) => <When time={image.updatedAt} /> },
];

export function ImageTable({ images, selection }: ImageTableProps) {
  return (
    <Table
      label={words.images.heading}
      columns={selection ? [selection, ...columns] : columns}
      rows={images}
      keyOf={({ image }) => image.imageId}
      empty={words.images.none}
    />
  );
}
