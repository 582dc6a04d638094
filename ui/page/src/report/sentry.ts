import {
  BrowserClient,
  captureFeedback,
  dedupeIntegration,
  defaultStackParser,
  linkedErrorsIntegration,
  makeFetchTransport,
  Scope,
  type ErrorEvent,
} from "@sentry/browser";
import type { Destination } from "./destination";
import { placeOf, wordsOf } from "./discretion";

// Loaded when there is something to tell, and only then: nothing of Sentry is in what a visitor loads at first. It is told of
// errors alone: no breadcrumbs, no sessions, no traces, no recording, and nothing in the page is wrapped.

/** What is known of a failure by those who met it. */
export interface Circumstances {
  /** Who met it: a part of the page, or nobody. */
  readonly met: "boundary" | "window" | "promise";
  /** The server's trace that it belongs to, if there is one. */
  readonly traceId: string | undefined;
  /** Which of our pages. */
  readonly page: string;
}

export interface Reporter {
  /** Returns the number under which it is found. */
  report(failure: unknown, circumstances: Circumstances): string;
  /** What somebody says about a failure that was reported. */
  comment(event: string, text: string): void;
}

export function connect({ dsn, environment, release }: Destination): Reporter {
  const client = new BrowserClient({
    dsn,
    environment,
    release,
    transport: (options) => makeFetchTransport(options, (url, init) => fetch(url, init)),
    stackParser: defaultStackParser,
    integrations: [linkedErrorsIntegration(), dedupeIntegration()],
    sendClientReports: false,
    maxBreadcrumbs: 0,
    beforeSend: discreetly,
  });
  const scope = new Scope();
  scope.setClient(client);
  client.init();
  return {
    report(failure, { met, traceId, page }) {
      const here = scope.clone();
      here.setTags({ page, trace_id: traceId ?? here.getPropagationContext().traceId });
      if (traceId !== undefined) here.setPropagationContext({ ...here.getPropagationContext(), traceId });
      return here.captureException(failure, { mechanism: { type: met, handled: met === "boundary" } });
    },
    comment(event, text) {
      captureFeedback({ message: text, associatedEventId: event }, {}, scope);
    },
  };
}

function discreetly(event: ErrorEvent): ErrorEvent {
  delete event.user;
  delete event.request;
  delete event.extra;
  delete event.message;
  delete event.server_name;
  delete event.transaction;
  delete event.breadcrumbs;
  for (const exception of event.exception?.values ?? []) {
    exception.value = wordsOf(exception.type, exception.value);
    for (const frame of exception.stacktrace?.frames ?? []) {
      if (frame.filename !== undefined) frame.filename = placeOf(frame.filename);
      delete frame.abs_path;
    }
  }
  return event;
}
