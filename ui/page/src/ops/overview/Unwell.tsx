import type { Schemas } from "@safelight/client";
import { useQuery } from "@tanstack/react-query";
import { POLL } from "../operator/operator";
import { words } from "../strings";
import { Wrongs } from "./Wrongs";

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
    <Wrongs
      all={broken.map(([name]) => ({
        tone: "bad",
        said: words.wrong.silent(words.overview.check(name)),
        advice: words.wrong.whenBroken(name),
      }))}
    />
  );
}
