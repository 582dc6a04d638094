import { memo } from "react";
import type { SetCount } from "@safelight/client";
import type { CSSProperties } from "react";
import { Bar } from "../base/Bar";
import { Button } from "../base/Button";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import "./set-bar.css";

interface SetBarProps {
  readonly set: SetCount | undefined;
  readonly onContinue: () => void;
}

/** How far the set has come; stays in sight while its photos are scrolled. */
export const SetBar = memo(function SetBar({ set, onContinue }: SetBarProps) {
  return (
    <div className="set-bar">
      <div className="set-bar-head">
        <div>
          <h2>
            {words.set.heading}{" "}
            {set ? (
              <span className="set-bar-count">{words.set.count(set.accepted, set.maximum)}</span>
            ) : (
              <span className="set-bar-loading" />
            )}
          </h2>
          <p id="set-hint">{set ? hint(set) : " "}</p>
        </div>
        <Button look="strong" disabled={!set?.ready} aria-describedby="set-hint" onClick={onContinue}>
          {words.set.continue}
        </Button>
      </div>
      <Bar
        label={words.set.bar}
        done={set ? set.accepted / set.maximum : 0}
        text={set ? words.set.count(set.accepted, set.maximum) : ""}
      >
        {set && <Checkpoint set={set} />}
      </Bar>
    </div>
  );
});

function hint(set: SetCount): string {
  if (set.accepted >= set.maximum) return words.set.full;
  return set.ready ? words.set.ready : words.set.more(Math.max(1, set.minimum - set.accepted));
}

function Checkpoint({ set }: { readonly set: SetCount }) {
  const at = set.minimum / set.maximum;
  const looks = [
    "checkpoint",
    set.accepted >= set.minimum && "checkpoint-reached",
    at < 0.3 && "checkpoint-early", // its label would stick out
  ].filter((look) => look !== false);
  return (
    <div className={looks.join(" ")} style={{ "--at": at } as CSSProperties} aria-hidden="true">
      <span className="checkpoint-mark">
        <Icon name="check" size={12} />
      </span>
      <span className="checkpoint-label">{words.set.minimum(set.minimum)}</span>
    </div>
  );
}
