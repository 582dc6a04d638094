import { ago, exactTime } from "../strings";
import { useNow } from "./useNow";

/** How long ago, with the exact time for whoever points at it or has it read out. */
export function When({ time }: { readonly time: string | null | undefined }) {
  const now = useNow();
  if (time == null) return <span>–</span>;
  return (
    <time dateTime={time} title={exactTime(time)}>
      {ago((now - Date.parse(time)) / 1000)}
    </time>
  );
}
