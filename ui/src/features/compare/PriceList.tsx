import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { Skeleton, useNow } from "~/design";
import { GroupHead } from "./GroupHead";
import { GridCell, GridRow } from "./grid";
import { PriceRowView } from "./PriceRowView";
import { fullBars, groupsOf, type PriceRow, type Prices, shownRows } from "./prices";
import { useChosenInView } from "./useChosenInView";

/** What a panel may ask the list to do. */
export interface PriceListHandle {
  focus: () => void;
}

/** What the list takes. */
export interface PriceListProps {
  label: string;
  prices: Prices;
  loading: boolean;
  chosen: PriceRow | null;
  cheapest: PriceRow | null;
  /** Key of the row that was bought last for this country. */
  usual: string | null;
  /** The currency whose rate is being typed. */
  rating: string | null;
  /** The currency that U sets a rate for. */
  rateable: string | null;
  onRate: (currency: string | null) => void;
  /** A person moved to this row. */
  onChoose: (row: PriceRow) => void;
  onRetry: (row: PriceRow) => void;
  /** The pointer or the focus came in, or left. */
  onHand: (hand: { pointer?: boolean; focus?: boolean }) => void;
  /** Stands below the head where there is no row. */
  empty?: ReactNode;
  ref?: Ref<PriceListHandle>;
}

const MOVES: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  PageDown: (index, last) => Math.min(last, index + 8),
  PageUp: (index) => Math.max(0, index - 8),
  Home: () => 0,
  End: (_, last) => last,
};

/** The channels of all accounts in one list, with their prices. */
export function PriceList(props: PriceListProps) {
  const { label, prices, loading, chosen, cheapest, usual, onChoose, onRetry, onHand } = props;
  const { t } = useTranslation("compare");
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(true);
  const now = useNow();
  const groups = groupsOf(prices);
  const rows = shownRows(groups);
  const index = chosen ? rows.findIndex((row) => row.key === chosen.key) : -1;
  useImperativeHandle(props.ref, () => ({ focus: () => grid.current?.focus() }));
  useChosenInView(grid, chosen?.key, index);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move && rows.length > 0) {
      const row =
        rows[index < 0 && event.key === "ArrowDown" ? 0 : move(Math.max(0, index), rows.length - 1)];
      if (row) onChoose(row);
    } else if (event.key === "ArrowRight") setOpen(true);
    else if (event.key === "ArrowLeft") setOpen(false);
    else return;
    event.preventDefault();
  };

  const full = fullBars(prices);
  const rowId = (row: PriceRow) => `${id}-${row.key.replace(/[^\w-]/g, "_")}`;
  return (
    <div
      className="qs"
      onPointerEnter={() => onHand({ pointer: true })}
      onPointerLeave={() => onHand({ pointer: false })}
    >
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-busy={prices.asking > 0 || undefined}
        aria-activedescendant={chosen && index >= 0 ? rowId(chosen) : undefined}
        className="qgrid"
        onKeyDown={onKeyDown}
        onFocus={() => onHand({ focus: true })}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onHand({ focus: false })}
      >
        <GridRow className="qh">
          <GridCell part="columnheader">
            <span className="sr">{t("column.chosen")}</span>
          </GridCell>
          <GridCell part="columnheader">{t("column.channel")}</GridCell>
          <GridCell part="columnheader" className="num" title={t("column.daysMeans")}>
            {t("column.days")}
          </GridCell>
          <GridCell part="columnheader">{t("column.fees")}</GridCell>
          <GridCell part="columnheader" className="num">
            {t("column.total")}
          </GridCell>
        </GridRow>
        {groups.map((group) => (
          <div key={group.key} role="rowgroup">
            <GroupHead
              group={group}
              base={prices.base}
              rating={props.rating}
              rateable={props.rateable}
              onRate={props.onRate}
            />
            {group.rows.map((row) => (
              <PriceRowView
                key={row.key}
                id={rowId(row)}
                row={row}
                chosen={row.key === chosen?.key}
                open={open && row.key === chosen?.key}
                tags={{
                  cheapest: row.key !== cheapest?.key ? "no" : prices.asking > 0 ? "so_far" : "yes",
                  usual: row.key === usual,
                }}
                full={full(row)}
                now={now}
                onChoose={() => {
                  grid.current?.focus();
                  onChoose(row);
                }}
                onRetry={() => onRetry(row)}
              />
            ))}
          </div>
        ))}
        {rows.length === 0 && (loading || prices.asking > 0) && <Coming />}
      </div>
      {props.empty}
    </div>
  );
}

function Coming() {
  return (
    <div aria-hidden="true">
      {[150, 110, 170, 130].map((width) => (
        <div key={width} className="q">
          <span />
          <Skeleton width={width} />
          <span />
          <span />
          <Skeleton width={64} />
        </div>
      ))}
    </div>
  );
}
