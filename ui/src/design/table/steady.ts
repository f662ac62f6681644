import { useMemo, useRef, useState } from "react";

/**
 * Rows in the order that they had, while somebody works in the list: each is the newest there is, new ones stand at the
 * top, gone ones are gone, and none changes places under a hand.
 */
export function steady<Row>(
  before: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const places = new Map(before.map((key, index) => [key, index]));
  const known = rows.filter((row) => places.has(keyOf(row)));
  const placeOf = (row: Row) => places.get(keyOf(row)) ?? 0;
  const moved = known.some((row, index) => {
    const next = known[index + 1];
    return next !== undefined && placeOf(next) < placeOf(row);
  });
  if (!moved) return rows;
  const fresh = rows.filter((row) => !places.has(keyOf(row)));
  return [...fresh, ...known.toSorted((one, other) => placeOf(one) - placeOf(other))];
}

/** Keeps rows in their places while the pointer or the focus is among them; `list` is another list, with no places yet. */
export function useSteadyRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string, list: string) {
  const [pointed, point] = useState(false);
  const [focused, focus] = useState(false);
  const last = useRef<{ list: string; keys: readonly string[] }>({ list, keys: [] });
  const shown = useMemo(() => {
    const held = (pointed || focused) && last.current.list === list;
    const kept = held ? steady(last.current.keys, rows, keyOf) : rows;
    last.current = { list, keys: kept.map(keyOf) };
    return kept;
  }, [rows, keyOf, list, pointed, focused]);
  return {
    rows: shown,
    /** For the element around the list. */
    hold: {
      onPointerEnter: () => point(true),
      onPointerLeave: () => point(false),
      onFocus: () => focus(true),
      onBlur: () => focus(false),
    },
    /** Sorts again, whoever is there: F5. */
    release: () => {
      last.current = { list, keys: [] };
    },
  };
}
