import { href } from "../place/place";
import { download, downloads, errors, photoInError } from "./things";
import { overview, unwell } from "./overviews";

export interface Story {
  /** Where one is. */
  readonly place: string;
  /** What the server says there, by the path that is asked. */
  readonly answers: Readonly<Record<string, unknown>>;
}

const OVERVIEW = "/v1/ops/overview";

function of(place: Parameters<typeof href>[0], answers: Story["answers"]): Story {
  return { place: href(place), answers: { [OVERVIEW]: overview(), ...answers } };
}

/** By the name in the address, `?story=`. Made anew each time. */
export const stories = {
  well: () => of({ section: "overview" }, {}),
  unwell: () => of({ section: "overview" }, { [OVERVIEW]: unwell() }),
  downloads: () => of({ section: "downloads" }, { "/v1/ops/downloads": { items: downloads(), nextCursor: null } }),
  download: () => {
    const failed = download("failed", 5);
    const { jobId } = failed.download;
    return of({ section: "downloads", id: jobId }, { "/v1/ops/downloads": { items: [failed], nextCursor: null } });
  },
  errors: () => of({ section: "errors" }, { "/v1/ops/errors": errors() }),
  error: () => {
    const story = photoInError();
    const { imageId } = story.image;
    return of({ section: "images", id: imageId }, { [`/v1/ops/images/${imageId}`]: story });
  },
} satisfies Record<string, () => Story>;
