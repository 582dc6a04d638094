import { useId } from "react";

/** A lamp in a dark room, as photographers work by. */
export function Mark({ size = 30 }: { readonly size?: number }) {
  const glow = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <linearGradient id={glow} x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stopColor="#eb6002" />
        <stop offset="1" stopColor="#ffb253" />
      </linearGradient>
      <rect width="32" height="32" rx="9" fill={`url(#${glow})`} />
      <path d="M16 4v4" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M8.500 17.500a7.500 9.500 0 0 1 15 0z" fill="#fff" />
      <path d="M12.500 20.500a3.500 3.500 0 0 0 7 0z" fill="#fff" opacity="0.9" />
      <path
        d="M9 23.500 7.600 26M23 23.500l1.400 2.500M16 26.200V28"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
        opacity="0.9"
      />
    </svg>
  );
}
