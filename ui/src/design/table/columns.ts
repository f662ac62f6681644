import type { ReactNode } from "react";

/** A column of a table. */
export interface Column<Row> {
  key: string;
  head: ReactNode;
  /** A grid track at 32 px rows: `68px`, `minmax(92px, 1fr)`. Its px follow the density. */
  width: string;
  /** Numbers stand to the right. */
  right?: boolean;
  render: (row: Row) => ReactNode;
  /** The column can be sorted by. */
  sortable?: boolean;
  /** Shown only while the table is at least, or less than, this wide (px at 32 px rows). */
  from?: number;
  below?: number;
  /** How many columns the cell of this row covers, itself counted; the next ones are left out. */
  span?: (row: Row) => number | undefined;
  /** Width of the grey bar while the row is loading. */
  skeleton?: number;
  className?: string;
}

/** The columns that a table of this width shows. */
export function columnsFor<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  return columns.filter(
    (column) => width >= (column.from ?? 0) && (column.below === undefined || width < column.below),
  );
}

/** The grid tracks of these columns; the first holds the check boxes where rows can be selected. */
export function tracksOf<Row>(columns: readonly Column<Row>[], selectable: boolean): string {
  const tracks = [...(selectable ? ["32px"] : []), ...columns.map((column) => column.width)].join(" ");
  return tracks.replace(/\d+(\.\d+)?px/g, (width) => `calc(${width} * var(--wide))`);
}

/** The cells of a row: its columns with how many tracks each covers. */
export function cellsOf<Row>(
  columns: readonly Column<Row>[],
  row: Row,
): { column: Column<Row>; tracks: number }[] {
  const cells: { column: Column<Row>; tracks: number }[] = [];
  for (let index = 0; index < columns.length; ) {
    const column = columns[index];
    if (!column) break;
    const tracks = Math.max(1, Math.min(column.span?.(row) ?? 1, columns.length - index));
    cells.push({ column, tracks });
    index += tracks;
  }
  return cells;
}
