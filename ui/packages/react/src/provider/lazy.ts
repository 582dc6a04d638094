/** Something that is made when it is first asked for, and may be closed and made again. */
export interface Lazy<T> {
  get(): T;
  /** What there is; makes nothing. */
  peek(): T | undefined;
  close(): void;
}

export function lazy<T>(make: () => T, end: (made: T) => void): Lazy<T> {
  let made: { readonly it: T } | undefined;
  return {
    get() {
      made ??= { it: make() };
      return made.it;
    },
    peek: () => made?.it,
    close() {
      const was = made;
      made = undefined;
      if (was) end(was.it);
    },
  };
}

/** What somebody else made, and closes. */
export function lent<T>(it: T): Lazy<T> {
  return { get: () => it, peek: () => it, close: () => undefined };
}
