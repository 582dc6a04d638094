import { Badge, toneOf } from "../base/Badge";
import { Trace } from "../base/Trace";
import { exactTime, span, words } from "../strings";
import { moments, type Story } from "./chapters";
import "./time-line.css";

/** Everything that happened, the first first. */
export function TimeLine({ story }: { readonly story: Story }) {
  return (
    <ol className="time-line">
      {moments(story).map((moment, index) => (
        <li key={index} className={`moment-${moment.kind}`}>
          <div className="moment-head">
            {moment.to ? (
              <Badge tone={toneOf(moment.to)}>{words.statuses[moment.to]}</Badge>
            ) : (
              <strong>{words.photo.note}</strong>
            )}
            <time dateTime={moment.at}>{exactTime(moment.at)}</time>
            {moment.after !== null && <span className="note">{words.photo.after(span(moment.after))}</span>}
          </div>
          <p>{moment.why}</p>
          <p className="note">
            {words.photo.attempt(moment.attempt, moment.chapter)}
            {moment.traceId !== null && (
              <>
                {" · "}
                {words.photo.trace} <Trace traceId={moment.traceId} />
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
