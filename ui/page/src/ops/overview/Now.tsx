import type { Schemas } from "@safelight/client";
import { Badge } from "../base/Badge";
import { useNow } from "../base/useNow";
import { href } from "../place/place";
import { words } from "../strings";
import { wrongs } from "./wrong";
import "./now.css";

/** At three in the morning, the first thing to read: what is wrong, each with the way to it. */
export function Now({ data }: { readonly data: Schemas["OpsOverview"] }) {
  const all = wrongs(data, useNow());
  return (
    <section className={all.length === 0 ? "now" : "now now-wrong"} aria-label={words.wrong.heading}>
      {all.length === 0 ? (
        <p>
          <Badge tone="good">{words.wrong.nothing}</Badge>
        </p>
      ) : (
        <ul>
          {all.map(({ tone, said, place }) => (
            <li key={said}>
              <Badge tone={tone}>{tone === "bad" ? words.wrong.bad : words.wrong.warn}</Badge>
              <a href={href(place)}>{said}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
