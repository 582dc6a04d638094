/** Where failures of the page are told, as the server wrote it into the page. */
export interface Destination {
  /** The address of a project of Sentry. */
  readonly dsn: string;
  readonly environment: string;
  /** As the server calls itself, which the page came with. */
  readonly release: string;
}

/** Undefined where nobody is to be told. */
export function readDestination(page: ParentNode = document): Destination | undefined {
  const said = (name: string) => page.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
  const dsn = said("sentry-dsn");
  if (dsn === "") return undefined;
  return { dsn, environment: said("sentry-environment"), release: said("sentry-release") };
}
