import type { Destination } from "./destination";
import type { Circumstances, Reporter } from "./sentry";

/** So much of one page is told; what breaks more often than that says nothing new. */
const MOST = 10;

/** What a failure is found under. */
export interface Reference {
  /** The number of the report; undefined where nobody was told. */
  readonly report: string | undefined;
  /** The server's trace, where it was the server that failed. */
  readonly traceId: string | undefined;
}

export interface Reports {
  /** Tells of a failure; resolves when it is on its way, and never fails itself. */
  tell(failure: unknown, met: Circumstances["met"]): Promise<Reference>;
  /** Says that this happened; resolves to whether it is on its way. */
  comment(report: string, text: string): Promise<boolean>;
  /** Tells of what nobody in the page catches, until the function that it returns is called. */
  watch(window: Window): () => void;
}

/**
 * @param page which of our pages this is
 * @param load brings what tells; tried again when it fails
 */
export function createReports(
  destination: Destination | undefined,
  page: string,
  load: () => Promise<{ connect: (to: Destination) => Reporter }> = () => import("./sentry"),
): Reports {
  let reporter: Promise<Reporter> | undefined;
  let told = 0;

  const connected = (to: Destination) => {
    reporter ??= load().then(({ connect }) => connect(to));
    reporter.catch(() => (reporter = undefined));
    return reporter;
  };

  const reports: Reports = {
    async tell(failure, met) {
      const traceId = traceOf(failure);
      if (destination === undefined || told >= MOST || isNoFault(failure)) return { report: undefined, traceId };
      told++;
      try {
        const found = await connected(destination);
        return { report: found.report(failure, { met, traceId, page }), traceId };
      } catch (unreachable) {
        console.warn("The failure could not be reported:", unreachable);
        return { report: undefined, traceId };
      }
    },

    async comment(report, text) {
      if (destination === undefined) return false;
      try {
        (await connected(destination)).comment(report, text);
        return true;
      } catch (unreachable) {
        console.warn("What was said could not be sent:", unreachable);
        return false;
      }
    },

    watch(window) {
      const onError = ({ error }: ErrorEvent) => {
        if (error instanceof Error) void reports.tell(error, "window");
      };
      const onRejection = ({ reason }: PromiseRejectionEvent) => void reports.tell(reason, "promise");
      window.addEventListener("error", onError);
      window.addEventListener("unhandledrejection", onRejection);
      return () => {
        window.removeEventListener("error", onError);
        window.removeEventListener("unhandledrejection", onRejection);
      };
    },
  };
  return reports;
}

function field(failure: unknown, name: "traceId" | "status" | "name"): unknown {
  return typeof failure === "object" && failure !== null && name in failure
    ? (failure as Record<typeof name, unknown>)[name]
    : undefined;
}

function traceOf(failure: unknown): string | undefined {
  const traceId = field(failure, "traceId");
  return typeof traceId === "string" && /^[0-9a-f]{32}$/.test(traceId) ? traceId : undefined;
}

/** What was called off, or what the server would not do, or what did not reach it: none of that is broken. */
function isNoFault(failure: unknown): boolean {
  const status = field(failure, "status");
  return field(failure, "name") === "AbortError" || (typeof status === "number" && status < 500);
}
