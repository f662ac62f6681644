import { useTranslation } from "react-i18next";
import { Icon } from "../Icon";
import type { Column } from "./columns";

/** By which column rows are sorted. */
export interface Sort {
  key: string;
  descending: boolean;
}

/** The header: stands still, sorts, and selects all. */
export function TableHead<Row>({
  columns,
  selectable,
  chosen,
  onAll,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[];
  selectable: boolean;
  chosen: "none" | "some" | "all";
  onAll: () => void;
  sort?: Sort;
  onSort?: (key: string) => void;
}) {
  const { t } = useTranslation("design");
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
    <div className="th" role="row" aria-rowindex={1}>
      {selectable && (
        // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
        <span role="columnheader" className="pickcell">
          <button
            type="button"
            className="bare"
            tabIndex={-1}
            aria-label={t("table.select_all")}
            aria-pressed={chosen === "all"}
            onClick={onAll}
          >
            <span className={chosen === "all" ? "cb on" : chosen === "some" ? "cb mix" : "cb"}>
              <Icon name={chosen === "some" ? "minus" : "check"} size={12} />
            </span>
          </button>
        </span>
      )}
      {columns.map((column) => {
        const sorted = sort?.key === column.key;
        const order = sorted ? (sort.descending ? "descending" : "ascending") : undefined;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside has the focus
          <span
            key={column.key}
            role="columnheader"
            aria-sort={order}
            className={column.right ? "num" : undefined}
          >
            {column.sortable && onSort ? (
              <button
                type="button"
                className={sorted ? "bare sort" : "bare"}
                tabIndex={-1}
                onClick={() => onSort(column.key)}
              >
                {column.head}
                {sorted && <Icon name={sort.descending ? "down" : "up"} size={12} />}
              </button>
            ) : (
              column.head
            )}
          </span>
        );
      })}
    </div>
  );
}
