import type { Image } from "@safelight/client";

/** Adds a line with the verdict. Names and reasons are text, never HTML. */
export function show({ filename, status, reasons, fault }: Image): void {
  const line = document.createElement("li");
  line.textContent = `${filename}: ${status}`;
  for (const { title, advice } of [...reasons, ...(fault ? [fault] : [])]) {
    const why = document.createElement("p");
    why.textContent = `${title}. ${advice}`;
    line.append(why);
  }
  document.getElementById("verdicts")?.append(line);
}
