import { useId, type ReactNode } from "react";
import "./panel.css";

interface PanelProps {
  readonly heading: string;
  /** Beside the heading: what can be done. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ heading, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{heading}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
