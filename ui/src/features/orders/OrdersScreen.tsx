import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { showFinder } from "~/app/finder";
import { useSessionState } from "~/app/session";
import { useSelection } from "~/app/useSelection";
import {
  Button,
  Empty,
  FindButton,
  notify,
  ProblemNote,
  Table,
  type TableHandle,
  Tabs,
  TopBar,
} from "~/design";
import { useSteadyRows } from "~/design/table/steady";
import { WayToClose } from "~/features/hand-over";
import { WayElsewhere } from "~/features/isp";
import { useNewOrder } from "~/features/order-form";
import { commands, type OrderRow } from "~/ipc/bindings";
import { MOST_SELECTED } from "~/ipc/pages";
import { useOrderColumns } from "./columns";
import { Filters } from "./Filters";
import { EVERYTHING, type Filter, narrows, VIEWS } from "./filter";
import { ImportDialog } from "./ImportDialog";
import { OrderBar } from "./OrderBar";
import { type Beside, OrderSide } from "./OrderSide";
import { isTrouble } from "./Progress";
import { Questions } from "./Questions";
import { useFileDrop } from "./useFileDrop";
import { useOrderDeeds } from "./useOrderDeeds";
import { useOrderKeys } from "./useOrderKeys";
import { allThatMatch, idOf, useOrderList } from "./useOrderList";

const ended = (row: OrderRow) => (row.state === "cancelled" ? "gone" : undefined);

/** The orders: views, the filter sentence, the list, and beside it the order that is opened. */
export function OrdersScreen({ arriving, price = false }: { arriving?: string; price?: boolean }) {
  const { t } = useTranslation("orders");
  const [filter, setFilter] = useSessionState<Filter>("orders.filter", EVERYTHING);
  const [before, setBefore] = useSessionState<Filter | null>("orders.before", null);
  const [active, setActive] = useSessionState<string | null>("orders.active", null);
  const [open, setOpen] = useSessionState<string | null>("orders.open", null);
  const [beside, setBeside] = useState<Beside | null>(open ? { id: open, ask: false, focus: false } : null);
  const [file, setFile] = useState<string | null>(null);
  // whoever comes for one order has the focus there
  const [listFirst] = useState(!arriving);
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const list = useOrderList(filter);
  const { rows, hold, release } = useSteadyRows(list.rows, idOf, list.key);
  const { selection, selected, select, unselect, selectAll, taking } = useSelection({
    noted: "orders.selection",
    list: filter.view,
    rows,
    keyOf: idOf,
    complete: list.complete,
    readAll: () => allThatMatch(filter),
    onMost: () => notify.success(t("selected.most", { count: MOST_SELECTED })),
  });
  const columns = useOrderColumns();
  const newOrder = useNewOrder();

  const change = useCallback(
    (some: Partial<Filter>) => {
      setBefore(null);
      setFilter({ ...filter, ...some });
    },
    [filter, setFilter, setBefore],
  );
  const show = useCallback(
    (next: Beside | null) => {
      setBeside(next);
      setOpen(next?.id ?? null);
    },
    [setOpen],
  );
  const close = useCallback(() => {
    show(null);
    // the list that was left for one order comes back
    if (before !== null) setFilter(before);
    setBefore(null);
    table.current?.focus();
  }, [show, before, setFilter, setBefore]);
  const compare = useCallback((id: string) => show({ id, ask: true, focus: true }), [show]);
  const showBought = () => beside && show({ ...beside, ask: false, focus: true, bought: true });
  const deeds = useOrderDeeds({
    filter,
    onImport: setFile,
    onCompare: compare,
    onDone: unselect,
    onTaken: (id) => beside?.id === id && showBought(),
  });

  const current = useMemo(() => rows.find((row) => row.id === active) ?? null, [rows, active]);
  const targets = selected.length > 0 ? selected : current ? [current] : [];
  const openRow = (row: OrderRow) => {
    setActive(row.id);
    if (row.state === "draft") deeds.fix(row);
    else show({ id: row.id, ask: row.state === "ready" || row.state === "failed", focus: true });
  };
  const compareTargets = () => {
    const first = current && targets.includes(current) ? current : targets[0];
    if (first) compare(first.id);
  };
  const move = useCallback(
    (id: string | null) => {
      setActive(id);
      // what stands beside follows the row, and asks nobody for it
      if (beside && id && beside.id !== id) show({ id, ask: false, focus: false });
    },
    [setActive, beside, show],
  );
  const back = beside
    ? close
    : filter.query !== ""
      ? () => {
          change({ query: "" });
          table.current?.focus();
        }
      : selection.size > 0
        ? () => select(new Set())
        : null;
  const again = () => {
    release();
    void list.again();
  };
  const troubled = useMemo(() => rows.filter(isTrouble), [rows]);
  const nextTrouble = () => {
    const place = current ? rows.indexOf(current) : -1;
    const next = troubled.find((row) => rows.indexOf(row) > place) ?? troubled[0];
    if (!next) return;
    move(next.id);
    table.current?.focus();
  };
  useOrderKeys({
    targets,
    selected,
    current,
    deeds,
    onCompare: compareTargets,
    onView: (view) => {
      change({ view });
      table.current?.focus();
    },
    onSearch: () => {
      search.current?.focus();
      search.current?.select();
    },
    onAgain: again,
    onTrouble: troubled.length > 0 ? nextTrouble : null,
    onBack: back,
  });
  const dropping = useFileDrop(setFile);
  const arrive = useCallback(
    (id: string) => {
      setActive(id);
      show({ id, ask: price ? true : "old", focus: true });
    },
    [price, setActive, show],
  );
  const narrow = useCallback(
    (order_no: string | null) => {
      setBefore(before ?? filter);
      setFilter({ ...EVERYTHING, view: "all", query: order_no ?? "" });
    },
    [before, filter, setBefore, setFilter],
  );
  useArrival({ arriving, list, arrive, narrow });

  const tabs = VIEWS.map((view) => ({
    value: view,
    label: t(`view.${view}`),
    count: list.counts?.[view],
    bad: view === "failed",
  }));
  return (
    <>
      <div className="col">
        <TopBar
          title={t("title")}
          views={
            <Tabs label={t("views")} tabs={tabs} value={filter.view} onValue={(view) => change({ view })} />
          }
        >
          <FindButton onClick={() => showFinder()}>{t("find")}</FindButton>
          <WayToClose />
          <WayElsewhere />
          <Button icon="plus" keys="Control+n" onClick={newOrder}>
            <span className="fold">{t("new")}</span>
          </Button>
        </TopBar>
        <Filters
          filter={filter}
          onFilter={change}
          counts={list.counts}
          total={list.total}
          field={search}
          onLeave={() => table.current?.focus()}
        />
        {list.error ? (
          <div className="pb">
            <ProblemNote
              problem={list.error}
              actions={[{ label: t("act.refresh"), keys: "F5", run: again }]}
            />
          </div>
        ) : (
          <div className={dropping ? "order-list dropping" : "order-list"} {...hold}>
            <Table
              ref={table}
              label={t("title")}
              columns={columns}
              rows={rows}
              keyOf={idOf}
              total={list.total}
              onEnd={list.more}
              loading={list.loading || taking}
              active={active}
              onActive={move}
              selection={selection}
              onSelection={select}
              onSelectAll={() => void selectAll()}
              onOpen={openRow}
              rowClass={ended}
              sort={sortOf(filter)}
              onSort={(column) => change({ sort: nextSort(filter, column) })}
              empty={<NoOrders filter={filter} onImport={deeds.chooseImport} onNew={newOrder} />}
              autoFocus={listFirst}
            />
            {dropping && <p className="drop-here">{t("import.drop")}</p>}
          </div>
        )}
        <OrderBar
          selected={selected}
          target={current}
          deeds={deeds}
          onCompare={compareTargets}
          onClear={() => {
            select(new Set());
            table.current?.focus();
          }}
        />
      </div>
      {beside && (
        <OrderSide beside={beside} selected={selected} deeds={deeds} onClose={close} onBought={showBought} />
      )}
      <Questions deeds={deeds} />
      {file && <ImportDialog path={file} onClose={() => setFile(null)} onImported={() => setFile(null)} />}
    </>
  );
}

function sortOf({ sort }: Filter) {
  return sort === "updated"
    ? { key: "age", descending: true }
    : { key: "order", descending: sort === "newest" };
}

function nextSort({ sort }: Filter, column: string): Filter["sort"] {
  if (column === "age") return "updated";
  return sort === "newest" ? "oldest" : "newest";
}

/** Why there is nothing, and what to do next. */
function NoOrders({
  filter,
  onImport,
  onNew,
}: {
  filter: Filter;
  onImport: () => void;
  onNew: () => void;
}): ReactNode {
  const { t } = useTranslation("orders");
  const query = filter.query.trim();
  if (query !== "") return <Empty icon="search" title={t("empty.query", { query })} />;
  if (narrows(filter)) return <Empty icon="orders" title={t("empty.filter")} />;
  if (filter.view !== "today" && filter.view !== "all") {
    return <Empty icon="done" title={t(`empty.${filter.view}`)} />;
  }
  return (
    <Empty
      icon="orders"
      title={t(filter.view === "today" ? "empty.today" : "empty.all")}
      actions={
        <>
          <Button icon="download" keys="Control+o" onClick={onImport}>
            {t("act.import")}
          </Button>
          <Button icon="plus" keys="Control+n" onClick={onNew}>
            {t("new")}
          </Button>
        </>
      }
    >
      {t("empty.next")}
    </Empty>
  );
}

/** Opens the order that the address names by id or number: in the list as it is, or in one that has it. */
function useArrival({
  arriving,
  list,
  arrive,
  narrow,
}: {
  arriving: string | undefined;
  list: ReturnType<typeof useOrderList>;
  arrive: (id: string) => void;
  narrow: (order_no: string | null) => void;
}): void {
  const [, go] = useLocation();
  const looked = useRef<string | null>(null);
  const row = list.rows.find(({ id, order_no }) => id === arriving || order_no === arriving);
  useEffect(() => {
    if (!arriving) looked.current = null;
    if (!arriving || looked.current === arriving || (!row && list.fetching)) return;
    looked.current = arriving;
    const opened = (id: string) => {
      arrive(id);
      go("/orders", { replace: true });
    };
    if (row) return opened(row.id);
    commands.orderShow(arriving).then(
      ({ id, order_no }) => {
        narrow(order_no);
        opened(id ?? arriving);
      },
      // what stands beside the list says why it cannot be shown
      () => opened(arriving),
    );
  }, [arriving, row, list.fetching, arrive, narrow, go]);
}
