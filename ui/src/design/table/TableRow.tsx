import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../Icon";
import { Skeleton } from "../Skeleton";
import { type Column, cellsOf } from "./columns";

/** What a row takes. */
interface TableRowProps<Row> {
  id: string;
  row: Row;
  index: number;
  top: number;
  columns: readonly Column<Row>[];
  selectable: boolean;
  selected: boolean;
  current: boolean;
  className?: string;
  onPress: (index: number, event: MouseEvent, onBox: boolean) => void;
  onOpen?: (row: Row) => void;
}

function Row<RowData>(props: TableRowProps<RowData>) {
  const { id, row, index, top, columns, selectable, selected, current, className, onPress, onOpen } = props;
  const { t } = useTranslation("design");
  const classes = ["tr", selected ? "sel" : "", current ? "cur" : "", className ?? ""]
    .filter(Boolean)
    .join(" ");
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names its current row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid answers the keys
    <div
      id={id}
      className={classes}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onPress(index, event, false)}
      onDoubleClick={onOpen && (() => onOpen(row))}
    >
      {selectable && (
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        // biome-ignore lint/a11y/useKeyWithClickEvents: Space does it
        <span
          role="gridcell"
          aria-label={t("table.select_row")}
          className="pickcell"
          onClick={(event) => {
            event.stopPropagation();
            onPress(index, event, true);
          }}
        >
          <span className={selected ? "cb on" : "cb"}>
            <Icon name="check" size={12} />
          </span>
        </span>
      )}
      {cellsOf(columns, row).map(({ column, tracks }) => (
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <span
          key={column.key}
          role="gridcell"
          className={
            [column.right && tracks === 1 ? "num" : "", column.className ?? ""].filter(Boolean).join(" ") ||
            undefined
          }
          style={tracks > 1 ? { gridColumn: `span ${tracks}` } : undefined}
        >
          {column.render(row)}
        </span>
      ))}
    </div>
  );
}

/** One row of a table; drawn again only when something about it changed. */
export const TableRow = memo(Row) as typeof Row;

/** A row that is still to come. */
export function SkeletonRow<RowData>({
  columns,
  selectable,
  top,
}: {
  columns: readonly Column<RowData>[];
  selectable: boolean;
  top: number;
}) {
  return (
    <div className="tr loading" aria-hidden="true" style={{ transform: `translateY(${top}px)` }}>
      {selectable && <span />}
      {columns.map((column) => (
        <span key={column.key} className={column.right ? "num" : undefined}>
          <Skeleton width={column.skeleton ?? 56} />
        </span>
      ))}
    </div>
  );
}
