import { ana, ben, ida, mei, Person } from "./Person";
import { Scene } from "./Scene";

export function Selfies() {
  return (
    <Scene ground="#ffe9d2">
      <circle cx="160" cy="44" r="52" fill="#ffdcb5" />
      <g transform="translate(-16 8)">
        <Person look={ana} mouth="grin" gaze={1.5} />
      </g>
      <path d="M118 200c4-22 22-38 38-46l14 12c-10 12-16 24-18 34z" fill="#eb6002" />
      <path d="M150 158c2-8 8-18 14-22l12 10c-2 8-6 14-12 18z" fill="#f6c9a4" />
      <g transform="rotate(12 168 122)">
        <rect x="148" y="88" width="38" height="66" rx="7" fill="#1e293b" />
        <rect x="152" y="94" width="30" height="54" rx="3" fill="#93c5fd" />
        <circle cx="167" cy="114" r="7" fill="#f6c9a4" />
        <path d="M155 148c0-14 5-23 12-23s12 9 12 23z" fill="#eb6002" />
        <path d="M160 113c-1-9 13-10 14 0-2-3-4-4-6-5-2 2-5 4-8 5z" fill="#5b3424" />
      </g>
      <path d="M150 160c4-3 12-2 14 3l8 1c4 2 2 7-2 7l-14-1z" fill="#f6c9a4" />
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
      <g stroke="#ffc45e" strokeWidth="6" strokeLinecap="round">
        <circle cx="34" cy="36" r="15" fill="#ffb253" stroke="none" />
        <path d="M34 8V4M34 68v-4M62 36h4M2 36h4M54 16l3-3M54 56l3 3" />
      </g>
      <g transform="translate(0 10)">
        <Person look={ida} mouth="smile" />
      </g>
      <g stroke="#fff" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" fill="none">
        <path d="M50 62V48a8 8 0 0 1 8-8h14M128 40h14a8 8 0 0 1 8 8v14M150 132v14a8 8 0 0 1-8 8h-14M72 154H58a8 8 0 0 1-8-8v-14" />
      </g>
      <g fill="#fff">
        <path d="m172 92 3.500 9.500L185 105l-9.500 3.500L172 118l-3.500-9.500L159 105l9.500-3.500z" />
        <path d="m28 104 2.500 6.500 6.500 2.500-6.500 2.500L28 122l-2.500-6.500L19 113l6.500-2.500z" />
      </g>
    </Scene>
  );
}
