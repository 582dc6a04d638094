import type { Schemas } from "@safelight/client";

export type Span = Schemas["OpsSeries"]["spans"][number];

/** The largest round number that is not below: what the top of a chart says. */
export function top(largest: number): number {
  if (largest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5, 10].find((step) => step * power >= largest) ?? 10) * power;
}

export interface Part {
  readonly y: number;
  readonly height: number;
}

/** Parts of a bar, one upon the other from the bottom up, in a chart that is `height` high and shows up to `most`. */
export function stack(values: readonly number[], most: number, height: number): Part[] {
  let bottom = height;
  return values.map((value) => {
    const tall = (value / most) * height;
    bottom -= tall;
    return { y: bottom, height: tall };
  });
}

/** Points of a line, broken where there is no value: it must not look as if there were one. */
export function lines(
  values: readonly (number | null)[],
  at: (index: number) => number,
  most: number,
  height: number,
): string[] {
  const runs: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(`${at(index).toFixed(1)},${(height - (value / most) * height).toFixed(1)}`);
  });
  return runs.filter((run) => run.length > 0).map((run) => run.join(" "));
}
