import { expect, test } from "vitest";
import { Previews } from "./previews";

interface Job {
  readonly file: Blob;
  readonly resolve: (blob: Blob) => void;
  readonly reject: (failure: Error) => void;
}

function begin(atOnce = 2) {
  const jobs: Job[] = [];
  const urls = new Set<string>();
  let made = 0;
  const previews = new Previews({
    shrink: (file) => new Promise((resolve, reject) => jobs.push({ file, resolve, reject })),
    whenIdle: (go) => go(),
    urls: {
      createObjectURL: () => {
        const url = `blob:${++made}`;
        urls.add(url);
        return url;
      },
      revokeObjectURL: (url) => urls.delete(url),
    },
    atOnce,
  });
  return { previews, jobs, urls };
}

const file = () => new Blob(["a photo"]);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("only a few are decoded at once, the others in their turn", async () => {
  const { previews, jobs } = begin(2);
  for (let index = 0; index < 50; index++) previews.want(`photo ${index}`, file());
  expect(jobs).toHaveLength(2);
  jobs[0]?.resolve(file());
  await settled();
  expect(jobs).toHaveLength(3);
});

test("a photo is decoded once, however often it is wanted", async () => {
  const { previews, jobs } = begin();
  previews.want("photo", file());
  previews.want("photo", file());
  jobs[0]?.resolve(file());
  await settled();
  previews.want("photo", file());
  expect(jobs).toHaveLength(1);
  expect(previews.get("photo")).toEqual({ state: "ready", url: "blob:1" });
});

test("one that cannot be decoded does not hold up those behind it", async () => {
  const { previews, jobs } = begin(1);
  previews.want("broken", file());
  previews.want("fine", file());
  jobs[0]?.reject(new Error("no picture"));
  await settled();
  jobs[1]?.resolve(file());
  await settled();
  expect(previews.get("broken")).toEqual({ state: "failed" });
  expect(previews.get("fine")).toMatchObject({ state: "ready" });
});

test("pictures of photos that are gone are given back, also when they come too late", async () => {
  const { previews, jobs, urls } = begin();
  previews.want("early", file());
  previews.want("late", file());
  jobs[0]?.resolve(file());
  await settled();
  expect(urls.size).toBe(1);
  previews.keepOnly(new Set());
  jobs[1]?.resolve(file());
  await settled();
  expect(urls.size).toBe(0);
  expect(previews.get("early")).toBeUndefined();
});

test("a wish that nobody has begun with can be taken back", async () => {
  const { previews, jobs } = begin(1);
  previews.want("first", file());
  previews.want("second", file());
  previews.unwant("second");
  jobs[0]?.resolve(file());
  await settled();
  expect(jobs).toHaveLength(1);
});
