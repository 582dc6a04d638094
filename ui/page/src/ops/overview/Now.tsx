import type { Schemas } from "@safelight/client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../base/Badge";
import { useNow } from "../base/useNow";
import { answer, SLOW_POLL, useOperator } from "../operator/operator";
import { words } from "../strings";
import { wrongs, type Failing } from "./wrong";
import { Wrongs } from "./Wrongs";
import "./now.css";

interface NowProps {
  readonly data: Schemas["OpsOverview"];
  /** Whether the server still says so. */
  readonly isCurrent: boolean;
}

/** At three in the morning, the first thing to read: what is wrong, each with the way to it. */
export function Now({ data, isCurrent }: NowProps) {
  const all = wrongs(data, useFailing(), useNow());
  if (all.length > 0) return <Wrongs all={all} />;
  if (!isCurrent) return null; // that all was well before it could not be asked any more helps nobody
  return (
    <section className="now" aria-label={words.wrong.heading}>
      <p>
        <Badge tone="good">{words.wrong.nothing}</Badge>
      </p>
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
