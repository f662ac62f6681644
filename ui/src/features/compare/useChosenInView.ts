import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the chosen row wholly in sight while rows come in above it, grow, or the list gets less room; unless somebody
 * scrolled away from it by hand, until another one is chosen.
 */
export function useChosenInView(grid: RefObject<HTMLElement | null>, key: string | undefined, index: number) {
  const away = useRef(false);
  const last = useRef(key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: also when the same row stands elsewhere
  useEffect(() => {
    if (last.current !== key) away.current = false;
    last.current = key;
    const list = grid.current?.parentElement;
    const row = grid.current?.querySelector(".q.on");
    if (!list || !row) return;
    const show = () => !away.current && row.scrollIntoView({ block: "nearest" });
    const leave = () => {
      away.current = true;
    };
    show();
    const sizes = new ResizeObserver(show);
    for (const element of [list, row]) sizes.observe(element);
    for (const name of ["wheel", "touchmove"]) list.addEventListener(name, leave, { passive: true });
    return () => {
      sizes.disconnect();
      for (const name of ["wheel", "touchmove"]) list.removeEventListener(name, leave);
    };
  }, [grid, key, index]);
}
