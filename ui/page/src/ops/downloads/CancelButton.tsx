import { Button } from "../../base/Button";
import { Asking } from "../base/Asking";
import { words } from "../strings";
import { isCancellable, useCancel, type Target } from "./useCancel";

interface CancelButtonProps {
  /** Undefined where nothing is chosen. */
  readonly target: Target | undefined;
  readonly onDone?: () => void;
}

export function CancelButton({ target, onDone }: CancelButtonProps) {
  const cancel = useCancel();
  return (
    <Asking className="row-actions" label={words.actions.group}>
      {(ask) => (
        <Button
          small
          disabled={!isCancellable(target)}
          onClick={() => {
            if (target) ask(cancel(target, onDone));
          }}
        >
          {words.actions.names.cancel}
        </Button>
      )}
    </Asking>
  );
}
