import { retryAfter } from "./patience";
import type { components } from "./schema";

type ProblemDocument = components["schemas"]["Problem"];

/** `code` of a request that reached nobody: offline, cut off, or forbidden by the browser. */
export const NETWORK = "NETWORK";

/**
 * Why a request was not answered as wished: what the server said, or that nobody could be reached (`code` NETWORK, status 0).
 * A retry helps with NETWORK, 429, and from 500 on; with others the same request has the same end.
 */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    /** Stable, UPPER_SNAKE. `HTTP_` and the status where something between us and the server answered. */
    readonly code: string,
    /** Of HTTP; 0 when there was no answer. */
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** When to come again, in seconds, if that was said. */
    readonly retryAfter: number | undefined,
    /** To quote to support. */
    readonly requestId: string | undefined,
    /** The trace in which all that the server did for it is found; 32 hexadecimal digits. */
    readonly traceId?: string,
    options?: ErrorOptions,
  ) {
    super(detail ? `${title}: ${detail}` : title, options);
  }

  /** Whether the same request may go well later. */
  get passes(): boolean {
    return (
      this.status === 0 ||
      this.status === 408 ||
      this.status === 425 ||
      this.status === 429 ||
      this.status >= 500 ||
      this.code === "IDEMPOTENCY_IN_PROGRESS"
    );
  }

  /** Of a part of a batch. */
  static of(document: ProblemDocument): Problem {
    const { code, status, title, detail, retryAfter, requestId, traceId } = document;
    return new Problem(code, status, title, detail, retryAfter, requestId, traceId || undefined);
  }

  static unreachable(cause: unknown): Problem {
    return new Problem(NETWORK, 0, "The server cannot be reached", "", undefined, undefined, undefined, { cause });
  }

  /** Of a reply that is no success; its body is read. */
  static async read(response: Response): Promise<Problem> {
    const said = retryAfter(response);
    const id = response.headers.get("X-Request-Id") ?? undefined;
    const trace = response.headers.get("X-Trace-Id") ?? undefined;
    const document = await problemIn(response);
    if (document === undefined) {
      const code = `HTTP_${response.status}`;
      return new Problem(
        code,
        response.status,
        response.statusText || `Status ${response.status}`,
        "",
        said,
        id,
        trace,
      );
    }
    const { code, title, detail, requestId, traceId } = document;
    const again = said ?? document.retryAfter;
    return new Problem(code, response.status, title, detail, again, requestId || id, traceId || trace);
  }
}

/** Proxies answer with pages of their own: what is no problem document is undefined. */
async function problemIn(response: Response): Promise<ProblemDocument | undefined> {
  const text = await response.text().catch((cause: unknown) => {
    throw Problem.unreachable(cause);
  });
  if (!text.startsWith("{")) return undefined;
  try {
    const json = JSON.parse(text) as Partial<ProblemDocument>;
    return typeof json.code === "string" && typeof json.title === "string" ? (json as ProblemDocument) : undefined;
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return undefined;
    throw notJson;
  }
}
