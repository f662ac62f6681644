import { type MouseEvent, useRef } from "react";
import { keysBetween, placeOf, toggled } from "./selection";

/** What selecting needs to know of its table. */
interface Selecting<Row> {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  selection: ReadonlySet<string>;
  onSelection?: (keys: Set<string>) => void;
  onSelectAll?: () => void;
  /** Where the current row stands. */
  current: number;
  /** Makes a row current. */
  go: (index: number) => void;
  reveal: (index: number) => void;
}

/** Moving and selecting, by keys and by pointer. A range begins at the row that was last gone to without Shift. */
export function useSelecting<Row>(table: Selecting<Row>) {
  const { rows, keyOf, selection, onSelection, onSelectAll, current, go, reveal } = table;
  const anchor = useRef<string | null>(null);
  const begin = (index: number) => {
    anchor.current = rows[index] === undefined ? null : keyOf(rows[index]);
  };
  const extendTo = (index: number) => {
    const from = placeOf(rows, keyOf, anchor.current, current);
    onSelection?.(new Set([...selection, ...keysBetween(rows, keyOf, from < 0 ? index : from, index)]));
  };
  const toggle = (index: number) => {
    const row = rows[index];
    begin(index);
    if (row !== undefined) onSelection?.(toggled(selection, keyOf(row)));
  };
  return {
    toggle,
    move: (index: number, extend: boolean) => {
      if (extend && onSelection) extendTo(index);
      else begin(index);
      go(index);
      reveal(index);
    },
    all: () => {
      if (onSelection && onSelectAll) onSelectAll();
      else onSelection?.(new Set(rows.map(keyOf)));
    },
    press: (index: number, event: MouseEvent, onBox: boolean) => {
      go(index);
      if (event.shiftKey && onSelection) extendTo(index);
      else if (onBox || event.ctrlKey) toggle(index);
      else begin(index);
    },
  };
}
