import type { ReactNode } from "react";

export type Hair = "short" | "bob" | "long" | "bun" | "curly";

export interface Look {
  readonly skin: string;
  readonly shade: string;
  readonly hair: Hair;
  readonly hairColor: string;
  readonly shirt: string;
  readonly collar: string;
}

export const ana: Look = {
  skin: "#f6c9a4",
  shade: "#e8ad82",
  hair: "bob",
  hairColor: "#5b3424",
  shirt: "#eb6002",
  collar: "#c94f00",
};
export const ben: Look = {
  skin: "#8d5b3e",
  shade: "#764a31",
  hair: "short",
  hairColor: "#231815",
  shirt: "#01ac5e",
  collar: "#018a4c",
};
export const mei: Look = {
  skin: "#f3d0ae",
  shade: "#e3b68d",
  hair: "long",
  hairColor: "#1f2937",
  shirt: "#3b82b8",
  collar: "#2f6a97",
};
export const ida: Look = {
  skin: "#c98d63",
  shade: "#b07850",
  hair: "curly",
  hairColor: "#3b2318",
  shirt: "#ffb253",
  collar: "#ee9a31",
};
export const leo: Look = {
  skin: "#fad7bd",
  shade: "#ecb998",
  hair: "short",
  hairColor: "#b5651d",
  shirt: "#475569",
  collar: "#334155",
};

interface PersonProps {
  readonly look: Look;
  readonly mouth?: "smile" | "grin" | "flat";
  /** Where they look to, in units of the drawing. */
  readonly gaze?: number;
  readonly body?: ReactNode;
  /** Instead of eyes, nose and mouth. */
  readonly face?: ReactNode;
}

/** Head and shoulders in a square of 200; the head is 62 wide around (100, 88). */
export function Person({ look, mouth = "smile", gaze = 0, body, face }: PersonProps) {
  return (
    <g>
      <HairBehind look={look} />
      <path d="M86 108h28v28c0 10-28 10-28 0z" fill={look.shade} />
      {body ?? <Shirt look={look} />}
      <ellipse cx="68.5" cy="90" rx="6" ry="9" fill={look.shade} />
      <ellipse cx="131.5" cy="90" rx="6" ry="9" fill={look.shade} />
      <path d="M69 82c0-22 13-34 31-34s31 12 31 34c0 24-13 43-31 43S69 106 69 82z" fill={look.skin} />
      {face ?? <Face look={look} mouth={mouth} gaze={gaze} />}
      <HairBefore look={look} />
    </g>
  );
}

function Shirt({ look }: { readonly look: Look }) {
  return (
    <>
      <path d="M26 200c1-36 24-52 60-60 6 8 22 8 28 0 36 8 59 24 60 60z" fill={look.shirt} />
      <path d="M82 141c4 16 32 16 36 0l-4-1c-6 8-22 8-28 0z" fill={look.collar} />
    </>
  );
}

function Face({ look, mouth, gaze }: { readonly look: Look; readonly mouth: string; readonly gaze: number }) {
  return (
    <>
      <circle cx="81" cy="99" r="6" fill="#f0785a" opacity="0.28" />
      <circle cx="119" cy="99" r="6" fill="#f0785a" opacity="0.28" />
      <g fill="#2b2320">
        <circle cx={88 + gaze} cy="87" r="3.4" />
        <circle cx={112 + gaze} cy="87" r="3.4" />
      </g>
      <g fill="#fff">
        <circle cx={89.2 + gaze} cy="85.8" r="1.1" />
        <circle cx={113.2 + gaze} cy="85.8" r="1.1" />
      </g>
      <g stroke={look.hairColor} strokeWidth="2.6" strokeLinecap="round" fill="none">
        <path d="M82 78.5q6-4 11-1.5M107 77q6-2.500 11 1.500" />
      </g>
      <path d="M100 90c1.500 4 3 6-1.500 7" stroke={look.shade} strokeWidth="2.6" strokeLinecap="round" fill="none" />
      <Mouth mouth={mouth} />
    </>
  );
}

function Mouth({ mouth }: { readonly mouth: string }) {
  switch (mouth) {
    case "grin":
      return (
        <path
          d="M88 104h24c-1 10-6 13-12 13s-11-3-12-13z"
          fill="#fff"
          stroke="#8c3b2a"
          strokeWidth="2.200"
          strokeLinejoin="round"
        />
      );
    case "flat":
      return <path d="M92 109h16" stroke="#8c3b2a" strokeWidth="2.800" strokeLinecap="round" />;
    default:
      return <path d="M89 105q11 11 22 0" stroke="#8c3b2a" strokeWidth="2.800" strokeLinecap="round" fill="none" />;
  }
}

function HairBehind({ look: { hair, hairColor } }: { readonly look: Look }) {
  switch (hair) {
    case "bob":
      return <path d="M62 88c-3-36 15-54 38-54s41 18 38 54c2 18 2 32-6 42H68c-8-10-8-24-6-42z" fill={hairColor} />;
    case "long":
      return <path d="M61 88c-3-36 15-54 39-54s42 18 39 54c0 30 6 52 10 72H51c4-20 10-42 10-72z" fill={hairColor} />;
    case "bun":
      return <circle cx="100" cy="33" r="16" fill={hairColor} />;
    case "curly":
      return (
        <g fill={hairColor}>
          {CURLS.map(([x, y, r]) => (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={r} />
          ))}
        </g>
      );
    case "short":
      return <path d="M65 84c-4-30 12-46 35-46s39 16 35 46z" fill={hairColor} />;
  }
}

const CURLS = [
  [100, 44, 22],
  [78, 48, 19],
  [122, 48, 19],
  [63, 66, 17],
  [137, 66, 17],
  [58, 88, 16],
  [142, 88, 16],
  [62, 108, 14],
  [138, 108, 14],
] as const;

function HairBefore({ look: { hair, hairColor } }: { readonly look: Look }) {
  switch (hair) {
    case "bob":
      return <path d="M67 88c-2-26 10-46 36-46 22 0 32 20 30 46-4-12-10-20-20-26-8 12-28 20-46 26z" fill={hairColor} />;
    case "long":
      return <path d="M67 90c-2-28 8-48 33-48s35 20 33 48c-6-10-18-20-33-32-15 12-27 22-33 32z" fill={hairColor} />;
    case "bun":
      return <path d="M67 86c-2-26 10-44 33-44s35 18 33 44c-5-14-14-23-33-23s-28 9-33 23z" fill={hairColor} />;
    case "curly":
      return (
        <path d="M68 80c0-22 12-36 32-36s32 14 32 36c-6-6-8-12-18-13-8 4-10-2-18 0-10 2-20 3-28 13z" fill={hairColor} />
      );
    case "short":
      return (
        <path
          d="M66 86c-5-28 8-48 34-48 20 0 36 14 34 46-3-8-6-14-9-18-14 2-30 0-42-8-9 8-14 16-17 28z"
          fill={hairColor}
        />
      );
  }
}
