import type { CSSProperties, ReactNode } from "react";
import "./bar.css";

interface BarProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly done: number;
  /** What a screen reader says of it, where percents say too little. */
  readonly text?: string;
  readonly look?: "green" | "orange";
  readonly thin?: boolean;
  readonly children?: ReactNode;
}

export function Bar({ label, done, text, look = "green", thin = false, children }: BarProps) {
  const share = Math.min(1, Math.max(0, done));
  return (
    <div
      className={`bar${thin ? " bar-thin" : ""}${look === "orange" ? " bar-orange" : ""}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
      style={{ "--done": share } as CSSProperties}
    >
      <div className="bar-track">
        <div className="bar-fill" />
      </div>
      {children}
    </div>
  );
}
