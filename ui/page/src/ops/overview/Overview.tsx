import type { Schemas } from "@safelight/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Badge, type Tone } from "../base/Badge";
import { ChoiceField } from "../base/Fields";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { When } from "../base/When";
import { SLOW_POLL, useOperator } from "../operator/operator";
import { overviewOf, USUAL_HOURS } from "../operator/overview";
import { href } from "../place/place";
import { goInstead, usePlace } from "../place/usePlace";
import { count, words } from "../strings";
import { Ends } from "./Ends";
import { Latency } from "./Latency";
import { Now } from "./Now";
import { Patterns } from "./Patterns";
import { Unwell } from "./Unwell";
import { Workers } from "./Workers";
import { SLOW } from "./wrong";
import "./overview.css";

const HOURS = ["1", "6", "24"] as const;
const spans = HOURS.map((hours) => [hours, words.hours(Number(hours))] as const);

type Data = Schemas["OpsOverview"];

/** What is wrong, first; then how much there is, and how it went in the last hours. */
export function Overview() {
  const { client } = useOperator();
  const { query } = usePlace();
  const hours = HOURS.find((known) => known === query["hours"]) ?? `${USUAL_HOURS}`;
  const overview = useQuery({
    ...overviewOf(client, Number(hours)),
    refetchInterval: SLOW_POLL,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {overview.isError && <Unwell />}
      <Loaded query={overview}>
        {(data) => (
          <>
            <Now data={data} isCurrent={!overview.isError} />
            <Known data={data} hours={hours} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Known({ data, hours }: { readonly data: Data; readonly hours: string }) {
  return (
    <>
      <div className="ops-columns">
        <Health data={data} />
        <Images data={data} />
      </div>
      <Panel heading={words.overview.last} actions={<Span hours={hours} />}>
        <Patterns />
        <div className="ops-columns">
          <Ends spans={data.series.spans} />
          <Latency spans={data.series.spans} />
        </div>
        {!data.series.whole && <p className="note">{words.overview.notWhole}</p>}
      </Panel>
      <Workers workers={data.workers} />
    </>
  );
}

function Span({ hours }: { readonly hours: string }) {
  return (
    <div className="overview-span">
      <ChoiceField
        label={words.inTheLast}
        value={hours}
        choices={spans}
        needed
        onChange={(chosen) => goInstead({ section: "overview", query: { hours: chosen } })}
      />
    </div>
  );
}

function Health({ data: { dependencies, overdue, oldest, queues } }: { readonly data: Data }) {
  const paused = queues.filter((queue) => queue.paused);
  return (
    <Panel heading={words.overview.health}>
      <ul className="checks">
        {dependencies.map((dependency) => (
          <li key={dependency.name}>
            <span>{words.overview.check(dependency.name)}</span>
            <Badge tone={toneOf(dependency)}>{words.overview.checkSays(dependency)}</Badge>
            {dependency.trouble !== null && <span className="check-trouble">{dependency.trouble}</span>}
          </li>
        ))}
        <li>
          <span>{words.overview.overdue}</span>
          <Badge tone={overdue === 0 ? "good" : "warn"}>{count(overdue)}</Badge>
        </li>
        {paused.map(({ kind, state }) => (
          <li key={kind}>
            <a href={href({ section: "queues" })}>{words.queues.kinds[kind]}</a>
            <Badge tone="warn">{words.queues.states[state]}</Badge>
          </li>
        ))}
      </ul>
      {oldest && (
        <p className="note">
          {words.overview.oldest}{" "}
          <a className="id" href={href({ section: "images", id: oldest.imageId })}>
            {oldest.imageId}
          </a>{" "}
          {words.statuses[oldest.status]}, <When time={oldest.since} />
        </p>
      )}
    </Panel>
  );
}

function toneOf({ trouble, tookMs }: Data["dependencies"][number]): Tone {
  if (trouble !== null) return "bad";
  return tookMs > SLOW ? "warn" : "good";
}

function Images({ data: { images, downloads, mostCounted } }: { readonly data: Data }) {
  const said = (value: number) => (value >= mostCounted ? `${count(value)}+` : count(value));
  return (
    <Panel heading={words.overview.counts}>
      <dl className="counts">
        {Object.entries(images).map(([status, value]) => (
          <div key={status}>
            <dt>{words.statuses[status as keyof typeof images]}</dt>
            <dd>
              <a href={href({ section: "images", query: { status } })}>{said(value)}</a>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{words.overview.downloads}</h3>
      <dl className="counts">
        {Object.entries(downloads).map(([status, value]) => (
          <div key={status}>
            <dt>{words.downloadStatuses[status as keyof typeof downloads]}</dt>
            <dd>
              <a href={href({ section: "downloads", query: { status } })}>{said(value)}</a>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
