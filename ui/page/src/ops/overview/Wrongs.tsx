import { Badge } from "../base/Badge";
import { href } from "../place/place";
import { words } from "../strings";
import type { Wrong } from "./wrong";
import "./now.css";

/** What is wrong, the worst first, each with the way to it if there is one. */
export function Wrongs({ all }: { readonly all: readonly Wrong[] }) {
  return (
    <section className="now now-wrong" aria-label={words.wrong.heading}>
      <ul>
        {all.map(({ tone, said, advice, place }) => (
          <li key={said}>
            <Badge tone={tone}>{tone === "bad" ? words.wrong.bad : words.wrong.warn}</Badge>
            {place ? <a href={href(place)}>{said}</a> : <span>{said}</span>}
            {advice && <p className="now-advice">{advice}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
