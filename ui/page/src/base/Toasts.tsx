import { words } from "../strings";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";
import "./toast.css";

export interface Toast {
  readonly key: string;
  readonly icon: IconName;
  readonly text: string;
  /** Leads there, or does it; the toast goes away with it. */
  readonly action?: { readonly text: string; readonly go: () => void };
}

interface ToastsProps {
  readonly toasts: readonly Toast[];
  readonly onClose: (key: string) => void;
}

/** Stays until it is closed: what has to be done about it may not run away from those who are slow. */
export function Toasts({ toasts, onClose }: ToastsProps) {
  return (
    <div className="toasts" role="status">
      {toasts.map(({ key, icon, text, action }) => (
        <div key={key} className="toast">
          <Icon name={icon} />
          <span>{text}</span>
          {action && (
            <Button
              look="quiet"
              onClick={() => {
                action.go();
                onClose(key);
              }}
            >
              {action.text}
            </Button>
          )}
          <Button look="quiet" round aria-label={words.toast.close} onClick={() => onClose(key)}>
            <Icon name="close" size={18} />
          </Button>
        </div>
      ))}
    </div>
  );
}
