import { useId, type ReactNode } from "react";

/** A square of 200 with round corners. Beside words that say the same, so screen readers leave it out. */
export function Scene({ ground, children }: { readonly ground: string; readonly children: ReactNode }) {
  const clip = useId();
  return (
    <svg className="scene" viewBox="0 0 200 200" aria-hidden="true" focusable="false">
      <clipPath id={clip}>
        <rect width="200" height="200" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <rect width="200" height="200" fill={ground} />
        {children}
      </g>
    </svg>
  );
}
