import type { Client } from "../api/client";
import type { Download } from "../api/models";
import { backoff, pause } from "../api/patience";
import { Problem } from "../api/problem";
import type { paths } from "../api/schema";
import { newKey } from "../uploads/keys";
import type { Surroundings } from "../world/surroundings";

export type Order = paths["/v1/download/initiate"]["post"]["requestBody"]["content"]["application/json"];

/** A request whose answer was lost is sent this often at most, each time with the same key. */
const TRIES = 5;

/** The download routes. */
export class Orders {
  constructor(
    private readonly client: Client,
    private readonly world: Pick<Surroundings, "after" | "random">,
  ) {}

  /** The newest 50: more nobody looks through, and an owner cannot have as many under way by default. */
  async list(signal: AbortSignal): Promise<readonly Download[]> {
    const { data } = await this.client.api.GET("/v1/download", { params: { query: { limit: 50 } }, signal });
    return expected(data).items;
  }

  /** As it is now. Undefined when there is no such download, or not any more. */
  async look(jobId: string, signal?: AbortSignal): Promise<Download | undefined> {
    try {
      const path = { path: { jobId } };
      const { data } = await this.client.api.GET("/v1/download/status/{jobId}", {
        params: path,
        ...(signal ? { signal } : {}),
      });
      return expected(data);
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 404) return undefined;
      throw failure;
    }
  }

  cancel(jobId: string): Promise<Download> {
    return this.untilAnswered(async (key) => {
      const params = { path: { jobId }, header: { "Idempotency-Key": key } };
      return expected((await this.client.api.DELETE("/v1/download/{jobId}", { params })).data);
    });
  }

  /** The `jobId` of what is made of it. */
  place(order: Order): Promise<string> {
    return this.untilAnswered(async (key) => {
      const params = { header: { "Idempotency-Key": key } };
      return expected((await this.client.api.POST("/v1/download/initiate", { params, body: order })).data).jobId;
    });
  }

  /** The key is one wish's: however often it is sent, it is granted once. */
  private async untilAnswered<T>(send: (key: string) => Promise<T>): Promise<T> {
    const key = newKey();
    for (let tries = 1; ; tries++) {
      try {
        return await send(key);
      } catch (failure) {
        const wait = tries < TRIES ? this.waitAfter(failure, tries) : undefined;
        if (wait === undefined) throw failure;
        await pause(this.world, wait);
      }
    }
  }

  /** In milliseconds; undefined when sending it again would not help, or was tried enough by the client itself. */
  private waitAfter(failure: unknown, tries: number): number | undefined {
    if (!(failure instanceof Problem) || !failure.passes) return undefined;
    if (failure.retryAfter === undefined) return backoff(tries, () => this.world.random());
    return failure.code === "IDEMPOTENCY_IN_PROGRESS" ? failure.retryAfter * 1000 : undefined;
  }
}

/** By ids where those are known; photos that were ordered by number and never found have no other name. */
export function sameAs({ items, variant }: Download): Order {
  const imageIds = items.flatMap(({ imageId }) => imageId ?? []);
  const numbers = items.flatMap(({ imageId, fileId }) => (imageId === undefined && fileId ? [fileId] : []));
  return { imageIds, ...(numbers.length > 0 ? { file_ids: numbers } : {}), variant, format: "zip" };
}

/** A success of these routes always has a body. */
function expected<T>(data: T | undefined): T {
  if (data === undefined) throw new TypeError("The server answered without a body");
  return data;
}
