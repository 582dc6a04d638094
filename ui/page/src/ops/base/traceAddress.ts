/** Where a trace is looked at; undefined where nobody has said, or what was said is no address of the web. */
export function traceAddress(template: string | null, traceId: string): string | undefined {
  if (template === null) return undefined;
  const address = template.replaceAll("{traceId}", () => encodeURIComponent(traceId));
  return /^https?:\/\//i.test(address) ? address : undefined;
}
