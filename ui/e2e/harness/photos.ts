import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { labelled, samples } from "./places.ts";

/** Drawn landscapes, made for their verdicts where no face is asked for: see `./run demo --save`. */
export const drawn = {
  /** So many photos that are accepted, no two alike; from the `skip`-th on. At most 70 in all. */
  accepted(count: number, skip = 0): string[] {
    const views = filesOf("ACCEPTED").filter((file) => basename(file).startsWith("view-"));
    const chosen = views.slice(skip, skip + count);
    if (chosen.length < count) throw new Error(`there are ${views.length} views, and ${skip + count} are asked for`);
    return chosen;
  },

  /** One that is accepted, and whose `TOO_SIMILAR` and `DUPLICATE` are below. */
  lake: () => sample("ACCEPTED/lake.jpg"),
  /** Accepted; its pixels lie on their side, and a tag says so. */
  sideways: () => sample("ACCEPTED/hills.jpg"),
  png: () => sample("ACCEPTED/dawn.png"),

  /** One that is rejected for this reason. */
  rejected(code: keyof typeof REJECTED): string {
    return sample(`REJECTED-${code}/${REJECTED[code]}`);
  },

  /** Not a photo at all, whatever it is called: its upload fails. */
  program: () => sample("UPLOAD_FAILED-TYPE_MISMATCH/holiday.jpg"),
  /** So small that the server refuses to be sent it. */
  tiny: () => sample("REFUSED-FILE_TOO_SMALL/bomb.jpg"),
};

const REJECTED = {
  DUPLICATE: "lake (1).jpg",
  TOO_SIMILAR: "IMG-WA0001.jpg",
  TOO_BLURRY: "blurry.jpg",
  TOO_DARK: "night.jpg",
  TOO_BRIGHT: "snow.jpg",
  RESOLUTION_TOO_LOW: "small.jpg",
  UNREADABLE: "half.jpg",
} as const;

/** A real photo by its name in the manifest, such as `heif/….heic`; undefined where there are none on this machine. */
export function real(file: string): string | undefined {
  const path = resolve(labelled, file);
  return existsSync(path) ? path : undefined;
}

/** All real photos of the manifest, as its columns; none where there are none on this machine. */
export function manifest(): Readonly<Record<string, string>>[] {
  const path = resolve(labelled, "manifest.csv");
  if (!existsSync(path)) return [];
  const [head = "", ...lines] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
  const names = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i] ?? String(i), cell])));
}

/** RFC 4180, without line breaks in cells. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

function sample(file: string): string {
  const path = resolve(samples, file);
  if (!existsSync(path)) throw new Error(`${path} is missing among the samples`);
  return path;
}

function filesOf(folder: string): string[] {
  return readdirSync(resolve(samples, folder))
    .sort()
    .map((name) => resolve(samples, folder, name));
}
