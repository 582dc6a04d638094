import { ana, ben, leo, mei, Person } from "./Person";
import { Scene } from "./Scene";

// Eight by nine squares over a face, in the colours that are under them.
const PIXELS = [
  "hhhhhhhh",
  "hhhhhhhh",
  "hhsssshh",
  "hsssssSh",
  "sbbssbbs",
  "seessees",
  "ssssSsss",
  "scsSSscs",
  "ssmmmmss",
  ".ssssss.",
];
const COLORS: Readonly<Record<string, string>> = {
  h: "#1f2937",
  s: "#f3d0ae",
  S: "#e3b68d",
  b: "#8a6a52",
  e: "#3d3029",
  c: "#f0a98b",
  m: "#b5604a",
};

export function LowResolution() {
  return (
    <Scene ground="#e9e4f5">
      <Person look={mei} face={<g />} />
      <g shapeRendering="crispEdges">
        {PIXELS.flatMap((row, y) =>
          row
            .split("")
            .map((cell, x) =>
              COLORS[cell] ? (
                <rect
                  key={`${x} ${y}`}
                  x={64 + x * 9}
                  y={36 + y * 9}
                  width="9.500"
                  height="9.500"
                  fill={COLORS[cell]}
                />
              ) : null,
            ),
        )}
      </g>
      <g transform="translate(150 42)">
        <circle r="26" fill="#7c5cc4" />
        <path d="m-3-15 4 11 11 4-11 4-4 11-4-11-11-4 11-4z" fill="#fff" />
        <path d="m12 4 1.800 5.200L19 11l-5.200 1.800L12 18l-1.800-5.200L5 11l5.200-1.800z" fill="#d9cdf5" />
      </g>
    </Scene>
  );
}

export function Revealing() {
  return (
    <Scene ground="#cdeaf6">
      <circle cx="164" cy="40" r="22" fill="#ffcf6b" />
      <path d="M0 128q25-10 50 0t50 0 50 0 50 0v72H0z" fill="#8ecbe6" />
      <path d="M0 168q50-16 100-4t100-4v40H0z" fill="#f3dfb6" />
      <g transform="translate(0 6)">
        <Person
          look={{ ...ana, hair: "bun" }}
          body={
            <>
              <path d="M30 200c1-36 22-50 56-60 6 8 22 8 28 0 34 10 55 24 56 60z" fill="#f6c9a4" />
              <path
                d="M88 148q-8 5-18 5M112 148q8 5 18 5"
                stroke="#e8ad82"
                strokeWidth="2.500"
                strokeLinecap="round"
                fill="none"
              />
              <path d="M58 200c0-12 2-20 5-25 12 3 25 1 37-5 12 6 25 8 37 5 3 5 5 13 5 25z" fill="#e11d48" />
              <path d="M66 176 80 143M134 176l-14-33" stroke="#e11d48" strokeWidth="4" />
              <g fill="#fff" opacity="0.85">
                <circle cx="76" cy="188" r="3.500" />
                <circle cx="100" cy="184" r="3.500" />
                <circle cx="124" cy="188" r="3.500" />
              </g>
            </>
          }
        />
      </g>
    </Scene>
  );
}

export function Accessories() {
  return (
    <Scene ground="#ffe1d6">
      <g transform="translate(0 12)">
        <Person look={ben} mouth="flat" />
        <path d="M58 66c0-30 16-46 42-46s42 16 42 46z" fill="#334155" />
        <path d="M52 68c0-7 6-10 14-10h80c14 0 24 4 26 12-30-4-100-4-120 2z" fill="#1e293b" />
        <circle cx="100" cy="21" r="4" fill="#1e293b" />
        <path d="M70 82h26l-2 12c-2 7-20 7-22 0zM104 82h26l-2 12c-2 7-20 7-22 0z" fill="#111827" />
        <path
          d="M94 84q6-4 12 0M70 83l-5-2M130 83l5-2"
          stroke="#111827"
          strokeWidth="3"
          strokeLinecap="round"
          fill="none"
        />
        <path d="m75 92 7-8M110 92l7-8" stroke="#64748b" strokeWidth="2.500" strokeLinecap="round" />
        <rect x="60" y="82" width="11" height="24" rx="5.500" fill="#e11d48" />
        <rect x="129" y="82" width="11" height="24" rx="5.500" fill="#e11d48" />
      </g>
    </Scene>
  );
}

export function OddAngles() {
  return (
    <Scene ground="#e2e8f0">
      <path d="M0 0h200v60L0 150z" fill="#d3dce7" />
      <path d="M30 0 0 30M80 0 0 80" stroke="#c3cedb" strokeWidth="6" />
      <g transform="rotate(-34 100 100) translate(-46 -78) scale(1.450)">
        <Person look={leo} mouth="flat" gaze={-3} />
      </g>
    </Scene>
  );
}
