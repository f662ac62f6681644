import { useMemo, useReducer, useRef } from "react";

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
  const hands = useRef(new Set<"pointer" | "focus">());
  const last = useRef<{ list: string; keys: readonly string[] }>({ list, keys: [] });
  const [left, leave] = useReducer((times: number) => times + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a hand that left lets the rows go where they belong
  const shown = useMemo(() => {
    const held = hands.current.size > 0 && last.current.list === list;
    const kept = held ? steady(last.current.keys, rows, keyOf) : rows;
    last.current = { list, keys: kept.map(keyOf) };
    return kept;
  }, [rows, keyOf, list, left]);
  // a hand that comes changes nothing yet, so nothing is drawn for it
  const come = (hand: "pointer" | "focus") => () => void hands.current.add(hand);
  const go = (hand: "pointer" | "focus") => () => {
    hands.current.delete(hand);
    leave();
  };
  return {
    rows: shown,
    /** For the element around the list. */
    hold: {
      onPointerEnter: come("pointer"),
      onPointerLeave: go("pointer"),
      onFocus: come("focus"),
      onBlur: go("focus"),
    },
    /** Sorts again, whoever is there: F5. */
    release: () => {
      last.current = { list, keys: [] };
    },
  };
}
