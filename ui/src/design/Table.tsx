import {
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { type Column, columnsFor, tracksOf } from "./table/columns";
import { answerGridKey } from "./table/gridKeys";
import { howMany, placeOf } from "./table/selection";
import { type Sort, TableHead } from "./table/TableHead";
import { SkeletonRow, TableRow } from "./table/TableRow";
import { useRowHeight, useRows, useSteadyView, useToken } from "./table/useRows";
import { useSelecting } from "./table/useSelecting";
import { useLatest } from "./useLatest";

export type { Column } from "./table/columns";
export type { Sort } from "./table/TableHead";

/** What a screen may ask a table to do. */
export interface TableHandle {
  focus: () => void;
  /** Brings a row into sight; says whether it is loaded. */
  reveal: (key: string) => boolean;
  /** Makes the next (1) or the one before (-1) current: for J and K. */
  step: (by: number) => void;
}

/** What a table takes. */
export interface TableProps<Row> {
  /** What the rows are, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What a row is known by, across refreshes. Give the same function at every render. */
  keyOf: (row: Row) => string;
  /** How many rows there are, where not all of them are loaded. */
  total?: number;
  /** The last rows are in sight: load the next page. */
  onEnd?: () => void;
  /** A page is on its way: grey rows stand at the end. */
  loading?: boolean;
  /** The key of the current row, and who is told when it moves. Without them the table keeps it itself. */
  active?: string | null;
  onActive?: (key: string | null, row: Row | null) => void;
  /** Keys of the selected rows; without it rows cannot be selected. */
  selection?: ReadonlySet<string>;
  onSelection?: (keys: Set<string>) => void;
  /** Ctrl+A and the box in the header: all that match, loaded or not. All loaded rows unless told. */
  onSelectAll?: () => void;
  /** Enter and double click. */
  onOpen?: (row: Row) => void;
  sort?: Sort;
  onSort?: (key: string) => void;
  /** A class for a row: `gone` for what has ended. */
  rowClass?: (row: Row) => string | undefined;
  /** Fixed, in px; that of the density unless told. */
  rowHeight?: number;
  /** Stands in place of rows when there are none. */
  empty?: ReactNode;
  autoFocus?: boolean;
  className?: string;
  ref?: Ref<TableHandle>;
}

const SKELETON_ROWS = 3;
const NEAR_END = 12;
const NOTHING: ReadonlySet<string> = new Set();

/** Rows in columns, any number of them: only those in sight are drawn. Scrolls inside itself; its parent gives the height. */
export function Table<Row>(props: TableProps<Row>) {
  const {
    label,
    rows,
    keyOf,
    total = rows.length,
    loading = false,
    selection = NOTHING,
    onSelection,
    onOpen,
    rowClass,
    className,
  } = props;
  const { t } = useTranslation("design");
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  // the tracks grow and shrink with the density: so does what they have room in
  const width = useWidth(frame) / useToken("--wide", 1);
  const columns = useMemo(() => columnsFor(props.columns, width), [props.columns, width]);
  const selectable = onSelection !== undefined;
  const coming = loading ? SKELETON_ROWS : 0;
  const view = useRows(scroller, rows.length + coming, useRowHeight(props.rowHeight));
  const { height, rows: inSight, reveal, page } = view;
  useSteadyView(view, rows, keyOf, `${props.sort?.key} ${props.sort?.descending}`);
  const { current, go } = useCurrent(props, reveal);
  const { move, toggle, all, press } = useSelecting({ ...props, selection, current, go, reveal });
  const pressRow = useLatest(press);
  const openRow = useLatest((row: Row) => onOpen?.(row));

  useImperativeHandle(props.ref, () => ({
    focus: () => scroller.current?.focus(),
    reveal: (key) => {
      const index = rows.findIndex((row) => keyOf(row) === key);
      if (index >= 0) reveal(index);
      return index >= 0;
    },
    step: (by) => rows.length > 0 && move(Math.max(0, Math.min(rows.length - 1, current + by)), false),
  }));
  useEndReached(props, inSight.at(-1)?.index ?? 0);
  useEffect(() => {
    if (props.autoFocus) scroller.current?.focus();
  }, [props.autoFocus]);

  const chosen = howMany(rows.length, selection.size);
  const rowId = (index: number) => `${id}-${index}`;
  const currentDrawn = inSight.some((one) => one.index === current);
  return (
    <div
      className={`tbl ${className ?? ""}`}
      ref={frame}
      style={{
        "--cols": tracksOf(columns, selectable),
        "--row": props.rowHeight ? `${props.rowHeight}px` : undefined,
      }}
    >
      <div
        className="grid"
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-multiselectable={selectable || undefined}
        aria-activedescendant={currentDrawn ? rowId(current) : undefined}
        aria-busy={loading || undefined}
        onKeyDown={(event) =>
          answerGridKey(event, {
            count: rows.length,
            current,
            page,
            go: move,
            toggle: () => current >= 0 && toggle(current),
            all,
            open: () => rows[current] !== undefined && onOpen?.(rows[current]),
          })
        }
      >
        <TableHead
          columns={columns}
          selectable={selectable}
          chosen={chosen}
          onAll={() => (chosen === "none" ? all() : onSelection?.(new Set()))}
          sort={props.sort}
          onSort={props.onSort}
        />
        <div className="tbody" role="rowgroup" style={{ height }}>
          {inSight.map(({ index, top }) => {
            const row = rows[index];
            if (row === undefined)
              return (
                <SkeletonRow key={`coming-${index}`} columns={columns} selectable={selectable} top={top} />
              );
            const key = keyOf(row);
            return (
              <TableRow
                key={key}
                id={rowId(index)}
                row={row}
                index={index}
                top={top}
                columns={columns}
                selectable={selectable}
                selected={selection.has(key)}
                current={index === current}
                className={rowClass?.(row)}
                onPress={pressRow}
                onOpen={openRow}
              />
            );
          })}
        </div>
      </div>
      {loading && (
        <span className="sr" role="status">
          {t("table.loading")}
        </span>
      )}
      {rows.length === 0 && !loading && props.empty}
    </div>
  );
}

/** The current row, known by its key. Where that row is gone, the one that took its place becomes current. */
function useCurrent<Row>(
  { rows, keyOf, active, onActive }: TableProps<Row>,
  reveal: (index: number) => void,
) {
  const [own, setOwn] = useState<string | null>(null);
  const key = active === undefined ? own : active;
  const last = useRef(0);
  const found = placeOf(rows, keyOf, key, last.current);
  const gone = key !== null && found < 0 && rows.length > 0;
  const current = gone ? Math.min(last.current, rows.length - 1) : found;
  const go = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row === undefined) return;
      setOwn(keyOf(row));
      onActive?.(keyOf(row), row);
    },
    [rows, keyOf, onActive],
  );
  useEffect(() => {
    if (current >= 0) last.current = current;
  }, [current]);
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    // a screen chose another row: bring it into sight once
    if (key !== null && found >= 0 && revealed.current !== key) reveal(found);
    revealed.current = key;
  });
  return { current, go };
}

function useEndReached<Row>({ rows, onEnd, loading }: TableProps<Row>, lastInSight: number): void {
  const asked = useRef<readonly Row[] | null>(null);
  useEffect(() => {
    if (
      !onEnd ||
      loading ||
      rows.length === 0 ||
      lastInSight < rows.length - NEAR_END ||
      asked.current === rows
    )
      return;
    asked.current = rows;
    onEnd();
  }, [onEnd, loading, rows, lastInSight]);
}

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  // known before the first rows are drawn, so that none is drawn twice
  useLayoutEffect(() => {
    if (!element.current) return;
    setWidth(element.current.clientWidth);
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element]);
  return width;
}
