import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { words } from "../strings";
import { Button } from "./Button";
import { Icon } from "./Icon";
import "./dialog.css";

interface DialogProps {
  readonly heading: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Open for as long as it is rendered. The browser keeps the focus inside, closes it on Escape and gives the focus back to
 * where it was; where that is gone, whoever closed it sees to it.
 */
export function Dialog({ heading, wide = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  // Before it is taken out of the page: a dialog that closes later gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={headingId}
      onCancel={(event) => {
        event.preventDefault(); // React removes it; it must not close before that
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current && isOutside(event, dialog.current)) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={headingId}>{heading}</h2>
        <Button look="quiet" round aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {children}
    </dialog>
  );
}

function isOutside(event: { clientX: number; clientY: number }, element: Element): boolean {
  const box = element.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
