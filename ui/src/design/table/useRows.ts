import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { placeOf } from "./selection";
import { contentHeight, offsetAfter, scrollTopFor, stuck } from "./tallScroll";

/** The rows that are in sight, where they stand, and how to bring one there. */
export interface RowWindow {
  /** The height of the rows together, as far as an element may have it. */
  height: number;
  /** Index and place of each row to draw. */
  rows: readonly { index: number; top: number }[];
  reveal: (index: number) => void;
  /** Rows that fit into the view: a page. */
  page: () => number;
  /** How far down the view is, in px of all rows. */
  offset: () => number;
  firstInView: () => number;
  scrollTo: (offset: number) => void;
  /** Moves by so many rows. */
  scrollBy: (rows: number) => void;
}

type Tell = (offset: number, scrolling: boolean) => void;

const SETTLE_MS = 150;
/** The header stands over the rows inside the scroller: `--head` of the stylesheet. */
const HEAD = 30;

/** Draws only the rows in sight, of any number. */
export function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const whole = count * rowHeight;
  const { shift, moveTo, observe, heights } = useScroll(scroller, whole);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    observeElementOffset: observe,
    scrollToFn: (offset, { adjustments = 0 }) => moveTo(offset + adjustments),
  });

  // the row height changed with the density: every place is new
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height alone decides
  useEffect(() => virtualizer.measure(), [rowHeight]);

  const reveal = (index: number) => {
    const { offset, view } = heights();
    const start = index * rowHeight;
    if (start < offset) moveTo(start);
    else if (start + rowHeight > offset + view) moveTo(start + rowHeight - view);
  };
  return {
    height: contentHeight(whole),
    rows: virtualizer.getVirtualItems().map((item) => ({ index: item.index, top: item.start - shift })),
    reveal,
    offset: () => heights().offset,
    firstInView: () => Math.floor(heights().offset / rowHeight),
    scrollTo: moveTo,
    scrollBy: (by) => by !== 0 && moveTo(heights().offset + by * rowHeight),
    page: () => Math.max(1, Math.floor(heights().view / rowHeight) - 1),
  };
}

/** The place among all rows, and how far they run ahead of the scroller (see `tallScroll`). */
function useScroll(scroller: RefObject<HTMLDivElement | null>, whole: number) {
  const place = useRef({ top: 0, shift: 0 });
  const [shift, setShift] = useState(0);
  const height = useRef(whole);
  height.current = whole;
  const tell = useRef<Tell>(() => undefined);

  const heights = useCallback(() => {
    const view = Math.max(0, (scroller.current?.clientHeight ?? 0) - HEAD);
    return { whole: height.current, view, offset: (scroller.current?.scrollTop ?? 0) + place.current.shift };
  }, [scroller]);

  const stand = useCallback((top: number, offset: number) => {
    place.current = { top, shift: offset - top };
    setShift(offset - top);
  }, []);

  const moveTo = useCallback(
    (wanted: number) => {
      const element = scroller.current;
      if (!element) return;
      const offset = Math.max(0, Math.min(wanted, height.current - heights().view));
      const top = scrollTopFor(offset, heights());
      stand(top, offset);
      element.scrollTop = top;
      // where the scroller itself did not move, no event says so
      tell.current(offset, false);
    },
    [scroller, heights, stand],
  );

  const observe = useCallback(
    (rows: Virtualizer<HTMLDivElement, Element>, told: Tell) => {
      const element = rows.scrollElement;
      if (!element) return;
      tell.current = told;
      let settling: ReturnType<typeof setTimeout> | undefined;
      const onScroll = () => {
        const now = element.scrollTop;
        const offset = offsetAfter(place.current.top, now, place.current.shift, heights());
        stand(now, offset);
        if (stuck(offset, now, heights())) moveTo(offset);
        told(offset, true);
        clearTimeout(settling);
        settling = setTimeout(() => moveTo(heights().offset), SETTLE_MS);
      };
      told(heights().offset, false);
      element.addEventListener("scroll", onScroll, { passive: true });
      return () => {
        clearTimeout(settling);
        element.removeEventListener("scroll", onScroll);
      };
    },
    [heights, moveTo, stand],
  );

  return { shift, moveTo, observe, heights };
}

/**
 * Keeps what is being read where it is: where rows came or went above, the view moves along with the row that it began
 * with. At the very top new rows are let in; another order begins at the top.
 */
export function useSteadyView<Row>(
  view: RowWindow,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  order: string,
): void {
  const first = useRef<{ key: string; index: number } | null>(null);
  const shown = useRef({ rows, order });
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = { rows, order };
    if (before.order !== order) {
      view.scrollTo(0);
    } else if (before.rows !== rows && first.current && view.offset() > 0) {
      const now = placeOf(rows, keyOf, first.current.key, first.current.index);
      if (now >= 0) view.scrollBy(now - first.current.index);
    }
    const index = view.firstInView();
    const row = rows[index];
    first.current = row === undefined ? null : { key: keyOf(row), index };
  });
}

/** The row height of the density that is set, in px. */
export function useRowHeight(fixed?: number): number {
  const ofDensity = useToken("--row", 32);
  return fixed ?? ofDensity;
}

/** A number among the tokens, which the density changes. */
export function useToken(name: string, otherwise: number): number {
  const [value, setValue] = useState(() => token(name, otherwise));
  useEffect(() => {
    const read = () => setValue(token(name, otherwise));
    read();
    const watcher = new MutationObserver(read);
    watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-density"] });
    return () => watcher.disconnect();
  }, [name, otherwise]);
  return value;
}

function token(name: string, otherwise: number): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) || otherwise;
}
