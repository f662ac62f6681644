/** The keys between two rows, both ends with them. */
export function keysBetween<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  from: number,
  to: number,
): string[] {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(keyOf);
}

/** The selection with a key put in or taken out. */
export function toggled(selection: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Where the row with this key stands now; it is looked for at its old place first. `-1` where it is gone. */
export function placeOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  key: string | null,
  before: number,
): number {
  if (key === null) return -1;
  const there = rows[before];
  if (there !== undefined && keyOf(there) === key) return before;
  return rows.findIndex((row) => keyOf(row) === key);
}

/** Whether none, some or all loaded rows are selected. */
export function howMany(rows: number, selected: number): "none" | "some" | "all" {
  if (selected === 0 || rows === 0) return "none";
  return selected >= rows ? "all" : "some";
}
