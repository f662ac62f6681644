import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useRoute } from "wouter";
import {
  Age,
  Autocomplete,
  type Column,
  Empty,
  Icon,
  Money,
  ProblemNote,
  StatusMark,
  Table,
  type TableHandle,
  TopBar,
  useKeys,
  Weight,
} from "~/design";
import { commands, type OrderRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { ComparePanel } from "./ComparePanel";
import { useFoundOrders } from "./useFoundOrders";

/** What would it cost: an order is picked by typing, and the table fills the screen. */
export function CompareScreen() {
  const { t } = useTranslation("compare");
  const [, go] = useLocation();
  const [picked, route] = useRoute<{ no: string }>("/compare/:no");
  const orderNo = picked ? decodeURIComponent(route.no) : null;
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<Waits>(null);
  const pick = (order: OrderRow) => order.order_no && go(`/compare/${encodeURIComponent(order.order_no)}`);
  useEffect(() => {
    if (!picked) field.current?.focus();
  }, [picked]);
  useKeys("compare-screen", [{ keys: "/", label: t("screen.find"), run: () => field.current?.focus() }], {
    title: t("title"),
  });
  return (
    <div className="col">
      <TopBar title={t("title")}>
        <OrderFinder field={field} onPick={pick} onDown={() => list.current?.enter()} />
      </TopBar>
      {orderNo ? (
        <ComparePanel
          key={orderNo}
          wide
          autoAsk
          orderNo={orderNo}
          onClose={() => go("/compare")}
          onBought={(order) => go(`/orders/${encodeURIComponent(order.order_no ?? orderNo)}/label`)}
        />
      ) : (
        <Waiting ref={list} onPick={pick} onUp={() => field.current?.focus()} />
      )}
    </div>
  );
}

/** Finds an order by number, name, city or phone. */
function OrderFinder({
  field,
  onPick,
  onDown,
}: {
  field: React.RefObject<HTMLInputElement | null>;
  onPick: (order: OrderRow) => void;
  /** On to the orders that wait, while nothing is looked for. */
  onDown: () => void;
}) {
  const { t } = useTranslation("compare");
  const [text, setText] = useState("");
  const found = useFoundOrders(text);
  const take = (no: string) => {
    const order = found.find((one) => one.order_no === no);
    if (!order) return;
    setText("");
    onPick(order);
  };
  return (
    <form
      className="cmp-find"
      // before the field, which keeps arrows to itself
      onKeyDownCapture={(event) => {
        const { isComposing } = event.nativeEvent;
        if (event.key !== "ArrowDown" || text !== "" || isComposing || event.keyCode === 229) return;
        event.preventDefault();
        event.stopPropagation();
        onDown();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = text.trim().toLowerCase();
        const exact = found.find((one) => one.order_no?.toLowerCase() === wanted);
        const order = exact ?? (found.length === 1 ? found[0] : undefined);
        if (order?.order_no) take(order.order_no);
      }}
    >
      <Autocomplete
        ref={field}
        aria-label={t("screen.find")}
        placeholder={t("screen.find")}
        lead={<Icon name="search" />}
        value={text}
        onValue={setText}
        suggestions={found.map((order) => ({
          text: order.order_no ?? "",
          label: (
            <>
              <span className="mono">{order.order_no}</span> {order.recipient}
            </>
          ),
          hint: `${order.country} ${order.city}`,
        }))}
        onTake={(suggestion) => take(suggestion.text)}
      />
    </form>
  );
}

const keyOfOrder = (order: OrderRow) => order.id;

/** The list of orders that wait. */
interface Waits {
  /** Puts the cursor into it, on its first order where it was on none. */
  enter: () => void;
}

/** The orders that wait to be bought: ↑↓ and Enter. */
function Waiting({
  ref,
  onPick,
  onUp,
}: {
  ref: RefObject<Waits | null>;
  onPick: (order: OrderRow) => void;
  onUp: () => void;
}) {
  const { t } = useTranslation("compare");
  const columns = useColumns();
  const request = {
    view: "all" as const,
    states: ["ready" as const, "failed" as const],
    batch: null,
    query: null,
    sort: "newest" as const,
    limit: 200,
    after: null,
  };
  const { data, error, isPending } = useQuery({
    queryKey: ["orders", "to-compare"],
    queryFn: () => commands.orderList(request),
    placeholderData: keepPreviousData,
  });
  const table = useRef<TableHandle>(null);
  const [active, setActive] = useState<string | null>(null);
  const rows = data?.items ?? [];
  const enter = () => {
    setActive((now) => now ?? rows[0]?.id ?? null);
    table.current?.focus();
  };
  useImperativeHandle(ref, () => ({ enter }));
  useKeys("compare-list", [
    {
      keys: "ArrowDown",
      label: t("screen.toList"),
      run: enter,
      when: notInGrid,
      inFields: false,
      hidden: true,
    },
    { keys: "Escape", label: t("screen.find"), run: onUp, hidden: true },
  ]);
  if (error)
    return (
      <div className="cmp-notes">
        <ProblemNote problem={problemOf(error)} />
      </div>
    );
  return (
    <Table
      ref={table}
      label={t("screen.waiting")}
      columns={columns}
      rows={rows}
      active={active}
      onActive={setActive}
      total={data?.total}
      keyOf={keyOfOrder}
      loading={isPending}
      onOpen={onPick}
      empty={
        <Empty icon="compare" title={t("screen.empty")}>
          {t("screen.emptyText")}
        </Empty>
      }
    />
  );
}

const notInGrid = () => !document.activeElement?.closest("[role=grid]");

function useColumns(): Column<OrderRow>[] {
  const { t } = useTranslation("compare");
  return useMemo(
    () => [
      {
        key: "no",
        head: t("screen.order"),
        width: "92px",
        render: (order) => <span className="mono">{order.order_no}</span>,
      },
      {
        key: "state",
        head: t("screen.state"),
        width: "124px",
        render: (order) => <StatusMark kind="order" code={order.state} />,
      },
      {
        key: "to",
        head: t("screen.recipient"),
        width: "minmax(92px, 1fr)",
        render: (order) => order.recipient,
      },
      {
        key: "where",
        head: t("screen.where"),
        width: "minmax(112px, 1.2fr)",
        render: (order) => (
          <>
            <b className="cc">{order.country}</b>
            {order.city}
          </>
        ),
      },
      {
        key: "kg",
        head: t("screen.weight"),
        width: "84px",
        right: true,
        render: (order) => <Weight kg={order.weight_kg} unit={false} />,
      },
      {
        key: "price",
        head: t("screen.price"),
        width: "110px",
        right: true,
        render: (order) =>
          order.price && <Money amount={order.price.amount} currency={order.price.currency} />,
      },
      {
        key: "age",
        head: t("screen.age"),
        width: "72px",
        right: true,
        render: (order) => <Age at={order.updated_at} short />,
      },
    ],
    [t],
  );
}
