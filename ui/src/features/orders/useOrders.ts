import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { useSelection } from "~/app/useSelection";
import { notify, type TableHandle } from "~/design";
import { useSteadyRows } from "~/design/table/steady";
import type { OrderRow } from "~/ipc/bindings";
import { MOST_SELECTED } from "~/ipc/pages";
import type { Filter } from "./filter";
import { isTrouble } from "./Progress";
import { useArrival } from "./useArrival";
import { useBeside } from "./useBeside";
import { useFilter } from "./useFilter";
import { useOrderDeeds } from "./useOrderDeeds";
import { useOrderKeys } from "./useOrderKeys";
import { allThatMatch, idOf, useOrderList } from "./useOrderList";

export type Orders = ReturnType<typeof useOrders>;

/** The list of orders with its filter, its selection and the order beside it, and what its keys and buttons do. */
export function useOrders(arriving: string | undefined, price: boolean) {
  const narrowing = useFilter();
  const { filter, change } = narrowing;
  const side = useBeside();
  const { beside, show } = side;
  const [file, setFile] = useState<string | null>(null);
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const list = useOrderList(filter);
  const steady = useSteadyRows(list.rows, idOf, list.key);
  const { rows, release } = steady;
  const picking = usePicking(filter, rows, list.complete);
  const { selected, select } = picking;
  const rowing = useCurrent(rows, table, side.follow);
  const { current, setActive } = rowing;
  const toList = useCallback(() => table.current?.focus(), []);

  const close = useCallback(() => {
    show(null);
    narrowing.widen();
    toList();
  }, [show, narrowing.widen, toList]);
  const deeds = useOrderDeeds({
    filter,
    onImport: setFile,
    onCompare: side.compare,
    onDone: picking.unselect,
    onTaken: (id) => beside?.id === id && side.showBought(),
  });
  const targets = selected.length > 0 ? selected : current ? [current] : [];
  const compare = () => {
    const first = current && targets.includes(current) ? current : targets[0];
    if (first) side.compare(first.id);
  };
  const again = () => {
    release();
    void list.again();
  };
  const clear = () => select(new Set());
  const leaveSearch = () => {
    change({ query: "" });
    toList();
  };
  const back = beside ? close : filter.query !== "" ? leaveSearch : picking.selection.size > 0 ? clear : null;
  useOrderKeys({
    targets,
    selected,
    current,
    deeds,
    onCompare: compare,
    onView: (view) => {
      change({ view });
      toList();
    },
    onSearch: () => {
      search.current?.focus();
      search.current?.select();
    },
    onAgain: again,
    onTrouble: rowing.toTrouble,
    onBack: back,
  });
  const arrive = useCallback(
    (id: string) => {
      setActive(id);
      show({ id, ask: price ? true : "old", focus: true });
    },
    [price, setActive, show],
  );
  useArrival({ arriving, list, arrive, narrow: narrowing.narrow });
  return {
    ...{ filter, change, list, steady, picking, rowing, side, deeds, table, search, file, setFile },
    ...{ compare, again, close, clear, toList },
    open: (row: OrderRow) => {
      setActive(row.id);
      if (row.state === "draft") deeds.fix(row);
      else show({ id: row.id, ask: row.state === "ready" || row.state === "failed", focus: true });
    },
  };
}

function usePicking(filter: Filter, rows: readonly OrderRow[], complete: boolean) {
  const { t } = useTranslation("orders");
  return useSelection({
    noted: "orders.selection",
    list: filter.view,
    rows,
    keyOf: idOf,
    complete,
    readAll: () => allThatMatch(filter),
    onMost: () => notify.success(t("selected.most", { count: MOST_SELECTED })),
  });
}

/** The current row, and the way to the next one that needs a person. */
function useCurrent(
  rows: readonly OrderRow[],
  table: RefObject<TableHandle | null>,
  onMove: (id: string | null) => void,
) {
  const [active, setActive] = useSessionState<string | null>("orders.active", null);
  const current = useMemo(() => rows.find((row) => row.id === active) ?? null, [rows, active]);
  const move = useCallback(
    (id: string | null) => {
      setActive(id);
      onMove(id);
    },
    [setActive, onMove],
  );
  const troubled = useMemo(() => rows.filter(isTrouble), [rows]);
  const toNext = () => {
    const place = current ? rows.indexOf(current) : -1;
    const next = troubled.find((row) => rows.indexOf(row) > place) ?? troubled[0];
    if (!next) return;
    move(next.id);
    table.current?.focus();
  };
  return { active, setActive, current, move, toTrouble: troubled.length > 0 ? toNext : null };
}
