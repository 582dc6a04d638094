import { ana, ben, ida, mei, Person } from "./Person";
import { Scene } from "./Scene";

export function Selfies() {
  return (
    <Scene ground="#ffe9d2">
      <circle cx="160" cy="44" r="52" fill="#ffdcb5" />
      <g transform="translate(-16 8)">
        <Person look={ana} mouth="grin" gaze={1.5} />
      </g>
      <path d="M112 200c6-26 24-44 42-52l18 18c-14 8-22 20-26 34z" fill="#d95700" />
      <path d="M152 150c4-10 10-16 18-20l14 14c-2 10-6 16-14 22z" fill="#f6c9a4" />
      <g transform="rotate(10 168 100)">
        <rect x="146" y="60" width="44" height="78" rx="8" fill="#1e293b" />
        <rect x="150" y="66" width="36" height="66" rx="4" fill="#bfdbfe" />
        <path d="M155 132c0-15 6-24 13-24s13 9 13 24z" fill="#eb6002" />
        <path d="M157 98c-1-12 4-18 11-18s12 6 11 18c1 8 0 12-3 14h-16c-3-2-4-6-3-14z" fill="#5b3424" />
        <ellipse cx="168" cy="97" rx="7.500" ry="9" fill="#f6c9a4" />
        <path d="M160 96c0-8 4-12 9-12s8 5 8 11c-2-3-4-5-6-6-3 3-7 5-11 7z" fill="#5b3424" />
      </g>
      <path d="M150 138c4-6 14-8 18-4l14-4c6-1 8 6 2 9l-12 6-6 8z" fill="#f6c9a4" />
    </Scene>
  );
}

export function Variety() {
  const pictures = [
    {
      key: "park",
      x: 12,
      y: 12,
      ground: "#cfeedd",
      look: { ...mei, shirt: "#01ac5e", collar: "#018a4c" },
      mouth: "grin",
    },
    {
      key: "home",
      x: 104,
      y: 12,
      ground: "#ffe3c2",
      look: { ...mei, hair: "bun", shirt: "#eb6002", collar: "#c94f00" },
      mouth: "smile",
    },
    {
      key: "sea",
      x: 12,
      y: 104,
      ground: "#cfe5f7",
      look: { ...mei, shirt: "#f8fafc", collar: "#dbe4ee" },
      mouth: "smile",
    },
    {
      key: "night",
      x: 104,
      y: 104,
      ground: "#e6dcf5",
      look: { ...mei, hair: "bob", shirt: "#334155", collar: "#1e293b" },
      mouth: "grin",
    },
  ] as const;
  return (
    <Scene ground="#f1f5f9">
      {pictures.map(({ key, x, y, ground, look, mouth }) => (
        <svg key={key} x={x} y={y} width="84" height="84" viewBox="20 20 160 160">
          <rect x="20" y="20" width="160" height="160" rx="18" fill={ground} />
          <Person look={look} mouth={mouth} />
        </svg>
      ))}
    </Scene>
  );
}

export function Recent() {
  return (
    <Scene ground="#e3f5ec">
      <circle cx="36" cy="52" r="46" fill="#d2eee0" />
      <g transform="translate(-14 6)">
        <Person look={ben} mouth="grin" />
      </g>
      <g transform="rotate(6 154 58)">
        <rect x="122" y="28" width="64" height="64" rx="10" fill="#fff" stroke="#d5e3dc" strokeWidth="2" />
        <path d="M122 38a10 10 0 0 1 10-10h44a10 10 0 0 1 10 10v8h-64z" fill="#eb6002" />
        <path d="M138 22v12M170 22v12" stroke="#7c3300" strokeWidth="5" strokeLinecap="round" />
        <g fill="#dbe4ee">
          <rect x="131" y="54" width="10" height="9" rx="2" />
          <rect x="149" y="54" width="10" height="9" rx="2" />
          <rect x="167" y="54" width="10" height="9" rx="2" />
          <rect x="131" y="71" width="10" height="9" rx="2" />
        </g>
        <circle cx="163" cy="76" r="13" fill="#01ac5e" />
        <path
          d="m157 76 4.500 4.500 8-8.500"
          stroke="#fff"
          strokeWidth="4"
          strokeLinecap="round"
          strokeLinejoin="round"
          fill="none"
        />
      </g>
    </Scene>
  );
}

export function Clear() {
  return (
    <Scene ground="#fff1cf">
      <circle cx="100" cy="98" r="78" fill="#ffe3a3" />
      <g transform="translate(0 10)">
        <Person look={ida} mouth="smile" />
      </g>
      <g stroke="#eb6002" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" fill="none">
        <path d="M30 54V36a10 10 0 0 1 10-10h18M142 26h18a10 10 0 0 1 10 10v18M170 150v18a10 10 0 0 1-10 10h-18M58 178H40a10 10 0 0 1-10-10v-18" />
      </g>
      <g fill="#fff">
        <path d="m152 56 3.500 9.500L165 69l-9.500 3.500L152 82l-3.500-9.500L139 69l9.500-3.500z" />
        <path d="m50 118 2.500 6.500 6.500 2.500-6.500 2.500L50 136l-2.500-6.500L41 127l6.500-2.500z" />
      </g>
    </Scene>
  );
}
