import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from "react";

export interface Move {
  /** In widths of the area. */
  readonly x?: number;
  readonly y?: number;
  /** A factor. */
  readonly zoom?: number;
}

const STEP = 0.04;
const ZOOM_STEP = 1.1;

const keys: Readonly<Record<string, Move>> = {
  ArrowLeft: { x: -STEP },
  ArrowRight: { x: STEP },
  ArrowUp: { y: -STEP },
  ArrowDown: { y: STEP },
  "+": { zoom: ZOOM_STEP },
  "=": { zoom: ZOOM_STEP },
  "-": { zoom: 1 / ZOOM_STEP },
};

/** One finger or the mouse moves, two or the wheel zoom, and keys do both. Moves what is kept, not the photo under it. */
export function useGestures(area: RefObject<HTMLElement | null>, onMove: (move: Move) => void) {
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault(); // the dialog would scroll
      onMove({ zoom: Math.exp(-event.deltaY / 400) });
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [area, onMove]);

  const spread = () => {
    const [one, two] = [...pointers.current.values()];
    return one && two ? Math.hypot(one.x - two.x, one.y - two.y) : undefined;
  };
  const forget = (event: PointerEvent) => pointers.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const spreadBefore = spread();
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const spreadNow = spread();
      const width = event.currentTarget.clientWidth * pointers.current.size;
      onMove({
        x: (before.x - event.clientX) / width,
        y: (before.y - event.clientY) / width,
        ...(spreadBefore && spreadNow ? { zoom: spreadNow / spreadBefore } : {}),
      });
    },
    onPointerUp: forget,
    onPointerCancel: forget,
    onKeyDown: (event: KeyboardEvent) => {
      const move = keys[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onMove(move);
    },
  };
}
