import { useEffect, useRef, useState } from "react";
import { Button } from "../../base/Button";
import { Confirm, type Wish } from "../base/Confirm";
import { words } from "../strings";
import { offered, type Action, type Target } from "./actions";
import { useActions } from "./useActions";

interface ActionButtonsProps {
  /** Undefined where nothing is chosen. */
  readonly target: Target | undefined;
  /** What is shown whether it fits or not, so that nothing jumps while one chooses; without it what fits. */
  readonly shown?: readonly Action[];
  readonly onDone?: (action: Action) => void;
  readonly onClose?: () => void;
}

/** Each asks first. What was done may take away the button that asked; the focus stays here. */
export function ActionButtons({ target, shown, onDone, onClose }: ActionButtonsProps) {
  const wishOf = useActions();
  const group = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState<Wish>();
  const wasAsked = useRef(false);
  useEffect(() => {
    if (wasAsked.current && !wish && document.activeElement === document.body) group.current?.focus();
    wasAsked.current = wish !== undefined;
  }, [wish]);
  const fitting = target ? offered(target) : [];
  const close = () => {
    setWish(undefined);
    onClose?.();
  };
  return (
    <div className="row-actions" role="group" aria-label={words.actions.group} tabIndex={-1} ref={group}>
      {(shown ?? fitting).map((action) => (
        <Button
          key={action}
          small
          disabled={!fitting.includes(action)}
          onClick={() => {
            if (target) setWish(wishOf(action, target, onDone));
          }}
        >
          {words.actions.names[action]}
        </Button>
      ))}
      {wish && <Confirm wish={wish} onClose={close} />}
    </div>
  );
}
