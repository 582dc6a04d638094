import { useEffect, useRef, useState, type ReactNode } from "react";
import { Confirm, type Wish } from "./Confirm";

interface AskingProps {
  readonly label: string;
  readonly className?: string;
  readonly onClose?: (() => void) | undefined;
  readonly children: (ask: (wish: Wish) => void) => ReactNode;
}

/**
 * Round whatever has buttons that ask first. What was done may take away the button that asked, and its whole row; the
 * question stays until it is closed, and the focus stays here.
 */
export function Asking({ label, className, onClose, children }: AskingProps) {
  const group = useRef<HTMLDivElement>(null);
  const [wish, setWish] = useState<Wish>();
  const wasAsked = useRef(false);
  useEffect(() => {
    if (wasAsked.current && !wish && document.activeElement === document.body) group.current?.focus();
    wasAsked.current = wish !== undefined;
  }, [wish]);
  const close = () => {
    setWish(undefined);
    onClose?.();
  };
  return (
    <div className={className} role="group" aria-label={label} tabIndex={-1} ref={group}>
      {children(setWish)}
      {wish && <Confirm wish={wish} onClose={close} />}
    </div>
  );
}
