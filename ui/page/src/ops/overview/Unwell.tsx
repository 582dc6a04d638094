import type { Schemas } from "@safelight/client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "../base/Badge";
import { POLL } from "../operator/operator";
import { words } from "../strings";
import "./now.css";

/** Answers 503 with the same body when something does not work, which is what is asked here. */
async function health(signal: AbortSignal): Promise<Schemas["Health"]> {
  const reply = await fetch("/health", { signal });
  return (await reply.json()) as Schemas["Health"];
}

/** Where the overview itself cannot be had, as without a database: what does not work, as anybody may ask. */
export function Unwell() {
  const { data } = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => health(signal),
    refetchInterval: POLL,
  });
  const broken = Object.entries(data?.checks ?? {}).filter(([, state]) => state !== "ok");
  if (broken.length === 0) return null;
  return (
    <section className="now now-wrong" aria-label={words.wrong.heading}>
      <ul>
        {broken.map(([name]) => (
          <li key={name}>
            <Badge tone="bad">{words.wrong.bad}</Badge>
            <span>{words.wrong.silent(words.overview.check(name))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
