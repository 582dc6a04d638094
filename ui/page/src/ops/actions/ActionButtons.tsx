import { Button } from "../../base/Button";
import { Asking } from "../base/Asking";
import { words } from "../strings";
import { offered, type ImageAction, type ImageTarget } from "./actions";
import { useActions } from "./useActions";

interface ActionButtonsProps {
  /** Undefined where nothing is chosen. */
  readonly target: ImageTarget | undefined;
  /** What is shown whether it fits or not, so that nothing jumps while one chooses; without it what fits. */
  readonly shown?: readonly ImageAction[];
  readonly onDone?: (action: ImageAction) => void;
  readonly onClose?: () => void;
}

/** What can be done to images; each asks first. */
export function ActionButtons({ target, shown, onDone, onClose }: ActionButtonsProps) {
  const wishOf = useActions();
  const fitting = target ? offered(target) : [];
  return (
    <Asking className="row-actions" label={words.actions.group} onClose={onClose}>
      {(ask) =>
        (shown ?? fitting).map((action) => (
          <Button
            key={action}
            small
            disabled={!fitting.includes(action)}
            onClick={() => {
              if (target) ask(wishOf(action, target, onDone));
            }}
          >
            {words.actions.names[action]}
          </Button>
        ))
      }
    </Asking>
  );
}
