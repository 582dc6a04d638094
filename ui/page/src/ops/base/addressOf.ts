/**
 * Where something is looked at that is not ours to show: `template` with `value` at the place `{name}`; undefined where
 * nobody has said, or what was said is no address of the web.
 */
export function addressOf(template: string | null | undefined, name: string, value: string): string | undefined {
  const address = template?.replaceAll(`{${name}}`, () => encodeURIComponent(value));
  return address !== undefined && /^https?:\/\//i.test(address) ? address : undefined;
}
