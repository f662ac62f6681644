import type { KeyboardEvent } from "react";

/** What the keys of a grid do. */
export interface GridMoves {
  count: number;
  current: number;
  page: () => number;
  /** Makes a row current; `extend` stretches the selection to it. */
  go: (index: number, extend: boolean) => void;
  toggle: () => void;
  all: () => void;
  open: () => void;
}

/** Answers the keys of a grid: ↑↓, Home, End, PageUp, PageDown, Space, Enter, Ctrl+A, with Shift for a range. */
export function answerGridKey(event: KeyboardEvent, moves: GridMoves): void {
  if (event.nativeEvent.isComposing || event.keyCode === 229 || event.altKey) return;
  // a button or field inside a row has its own keys
  if (event.target !== event.currentTarget) return;
  const act = actOf(event, moves);
  if (!act) return;
  event.preventDefault();
  act();
}

function actOf(event: KeyboardEvent, moves: GridMoves): (() => void) | undefined {
  if (event.ctrlKey && event.key.toLowerCase() === "a") return moves.all;
  if (event.ctrlKey && event.key !== "Home" && event.key !== "End") return undefined;
  if (event.key === " ") return moves.toggle;
  if (event.key === "Enter") return moves.open;
  const aim = aimOf(event.key, moves);
  if (aim === undefined) return undefined;
  const index = Math.max(0, Math.min(moves.count - 1, aim));
  return () => moves.count > 0 && moves.go(index, event.shiftKey);
}

function aimOf(key: string, { count, current, page }: GridMoves): number | undefined {
  switch (key) {
    case "ArrowDown":
      return current + 1;
    case "ArrowUp":
      return current - 1;
    case "PageDown":
      return current + page();
    case "PageUp":
      return current - page();
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
