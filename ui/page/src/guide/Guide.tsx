import { memo } from "react";
import type { ComponentType } from "react";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import { Accessories, LowResolution, OddAngles, Revealing } from "./Avoid";
import { Clear, Recent, Selfies, Variety } from "./Good";
import "./guide.css";

type GoodKey = (typeof words.guide.good)[number]["key"];
type AvoidKey = (typeof words.guide.avoid)[number]["key"];

const pictures: Readonly<Record<GoodKey | AvoidKey, ComponentType>> = {
  selfies: Selfies,
  variety: Variety,
  recent: Recent,
  clear: Clear,
  lowres: LowResolution,
  revealing: Revealing,
  accessories: Accessories,
  angles: OddAngles,
};

/** Which photos work, before any is chosen. */
export const Guide = memo(function Guide() {
  return (
    <>
      <Cards look="green" id="good" heading={words.guide.goodHeading} cards={words.guide.good} />
      <Cards look="rose" id="avoid" heading={words.guide.avoidHeading} cards={words.guide.avoid} />
    </>
  );
});

interface CardsProps {
  readonly look: "green" | "rose";
  readonly id: string;
  readonly heading: string;
  readonly cards: readonly { readonly key: GoodKey | AvoidKey; readonly title: string; readonly text: string }[];
}

function Cards({ look, id, heading, cards }: CardsProps) {
  return (
    <section className={`guide guide-${look}`} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      <ul>
        {cards.map(({ key, title, text }) => {
          const Drawing = pictures[key];
          return (
            <li key={key}>
              <div className="guide-picture">
                <Drawing />
                <span className="guide-badge">
                  <Icon name={look === "green" ? "check" : "close"} size={16} />
                </span>
              </div>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
