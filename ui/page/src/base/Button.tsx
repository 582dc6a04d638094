import type { ButtonHTMLAttributes, Ref } from "react";
import "./button.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `strong` once on a screen; `plain` beside it; `quiet` for what is seldom wanted. */
  readonly look?: "strong" | "plain" | "quiet";
  readonly small?: boolean;
  /** Holds an icon alone; say with `aria-label` what it does. */
  readonly round?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "plain", small = false, round = false, className = "", ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={`${looks(look, small, round)} ${className}`.trim()} />;
}

/** The same for links that look like buttons. */
export function looks(look: "strong" | "plain" | "quiet", small = false, round = false): string {
  return `button button-${look}${small ? " button-small" : ""}${round ? " button-round" : ""}`;
}
