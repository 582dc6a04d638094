import { addressOf } from "../base/addressOf";
import { Badge, type Tone } from "../base/Badge";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { Trace } from "../base/Trace";
import { useElsewhere } from "../base/useElsewhere";
import { exactTime, words } from "../strings";
import type { Story } from "./chapters";

type Line = Story["log"]["lines"][number];

const said = words.photo.log;

const tones: Readonly<Partial<Record<Line["level"], Tone>>> = { WARN: "warn", ERROR: "bad" };

const columns: readonly Column<Line>[] = [
  {
    name: said.at,
    cell: ({ at, level }) => {
      const tone = tones[level];
      return (
        <>
          <time dateTime={at}>{exactTime(at)}</time> {tone ? <Badge tone={tone}>{level}</Badge> : level}
        </>
      );
    },
  },
  {
    name: said.message,
    cell: ({ message, failure, traceId }) => (
      <>
        {message}
        {failure !== null && <p>{failure}</p>}
        <p className="note">
          {said.trace} <Trace traceId={traceId} />
        </p>
      </>
    ),
  },
];

/** What the process that answers wrote about it, and where the others' lines are. */
export function Log({ log, image }: Pick<Story, "log" | "image">) {
  const everything = addressOf(useElsewhere()?.logUrl, "imageId", image.imageId);
  return (
    <Panel heading={said.heading}>
      <Table label={said.heading} columns={columns} rows={log.lines} keyOf={(_, place) => place} empty={said.none} />
      <p className="note">
        {said.writtenBy(log.process)}{" "}
        {everything !== undefined && (
          <a href={everything} target="_blank" rel="noreferrer">
            {said.everything}
          </a>
        )}
      </p>
    </Panel>
  );
}
