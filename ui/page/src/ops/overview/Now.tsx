import type { Schemas } from "@safelight/client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../base/Badge";
import { useNow } from "../base/useNow";
import { answer, SLOW_POLL, useOperator } from "../operator/operator";
import { href } from "../place/place";
import { words } from "../strings";
import { wrongs, type Failing } from "./wrong";
import "./now.css";

/** At three in the morning, the first thing to read: what is wrong, each with the way to it. */
export function Now({ data }: { readonly data: Schemas["OpsOverview"] }) {
  const all = wrongs(data, useFailing(), useNow());
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

const MOST = 20;
const NONE: Failing = { found: 0, more: false };

/** Of what cannot be asked nothing is said here. */
function useFailing(): Failing {
  const { client } = useOperator();
  const failing = useQuery({
    queryKey: ["webhooks", "failing"],
    queryFn: ({ signal }) =>
      answer(client.once.GET("/v1/ops/webhooks", { params: { query: { failing: true, limit: MOST } }, signal })),
    refetchInterval: SLOW_POLL,
    select: ({ items, nextCursor }) => ({ found: items.length, more: nextCursor !== null }),
  });
  return failing.data ?? NONE;
}
