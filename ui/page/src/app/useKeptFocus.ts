import type { Photo } from "@safelight/client";
import { useEffect, useLayoutEffect, useRef } from "react";

interface Held {
  readonly element: Element;
  readonly key: string;
  /** The photos as they stood on the page. */
  readonly order: readonly string[];
}

const keyOf = (element: Element) => element.closest("[data-key]")?.getAttribute("data-key") ?? undefined;

const order = () =>
  [...document.querySelectorAll("[data-key]")].map((element) => element.getAttribute("data-key") ?? "");

/**
 * Where a photo had the focus and is gone, or has moved to another section, the focus goes along, else to the one after
 * it, else to the one before; never back to the top of the page. `fallback` gets it when no photo is left.
 */
export function useKeptFocus(photos: readonly Photo[], fallback: string): void {
  const held = useRef<Held>(undefined);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const key = target instanceof Element ? keyOf(target) : undefined;
      held.current =
        key !== undefined && target instanceof Element ? { element: target, key, order: order() } : undefined;
    };
    const release = () => (held.current = undefined); // a click elsewhere is no loss
    document.addEventListener("focusin", note);
    document.addEventListener("pointerdown", release);
    return () => {
      document.removeEventListener("focusin", note);
      document.removeEventListener("pointerdown", release);
    };
  }, []);
  useLayoutEffect(() => {
    const was = held.current;
    if (!was) return;
    if (was.element.isConnected) {
      held.current = { ...was, order: order() };
      return;
    }
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const place = was.order.indexOf(was.key);
    const candidates = [was.key, ...was.order.slice(place + 1), ...was.order.slice(0, Math.max(0, place)).reverse()];
    focusFirst(
      candidates.map((key) => `[data-key="${CSS.escape(key)}"] [data-remove]`),
      fallback,
    );
  }, [photos, fallback]);
}

function focusFirst(selectors: readonly string[], fallback: string): void {
  for (const selector of [...selectors, fallback]) {
    const element = document.querySelector<HTMLElement>(selector);
    if (!element) continue;
    element.focus();
    return;
  }
}
