import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Panel, ProblemNote, Skeleton } from "~/design";
import { ComparePanel } from "~/features/compare";
import { LabelPanel } from "~/features/label";
import { commands, type OrderRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { Focused, OrderDetail } from "./OrderDetail";
import { targetOf } from "./rules";
import type { Deeds } from "./useOrderDeeds";

/** Which order stands beside the list, and whether its prices are asked for at once. */
export interface Beside {
  id: string;
  ask: boolean;
  /** It was opened by a key, so the focus goes there. */
  focus: boolean;
}

/** Beside the list: prices of what can be bought, the label of what was, and otherwise what happened. */
export function OrderSide({
  beside,
  selected,
  deeds,
  onClose,
  onBought,
}: {
  beside: Beside;
  /** Selected orders: bought together where this one is among them. */
  selected: readonly OrderRow[];
  deeds: Deeds;
  onClose: () => void;
  onBought: () => void;
}) {
  const { t } = useTranslation("orders");
  const { data: order, error } = useQuery({
    queryKey: ["orders", "show", beside.id],
    queryFn: () => commands.orderShow(beside.id),
  });
  if (error) {
    return (
      <Panel label={t("detail.label")} title={t("detail.label")} onClose={onClose}>
        <Focused focus={beside.focus}>
          <ProblemNote problem={problemOf(error)} />
        </Focused>
      </Panel>
    );
  }
  if (!order) return <Waiting onClose={onClose} />;
  const number = order.order_no;
  // while it is being bought its prices stay, with the button that says how long
  const priced = ["ready", "submitting", "failed", "cancelled"].includes(order.state ?? "");
  if (number && priced) {
    const group = selected.some((row) => row.id === beside.id)
      ? selected.flatMap((row) => row.order_no ?? [])
      : [number];
    const prices = (
      <ComparePanel
        key={number}
        orderNo={number}
        orderNos={group}
        autoAsk={beside.ask}
        autoFocus={beside.focus}
        onClose={onClose}
        onBought={onBought}
      />
    );
    if (order.state !== "failed" || !order.last_error) return prices;
    return (
      <div className="order-side">
        <div className="order-trouble" role="status">
          <ProblemNote problem={order.last_error} actions={deeds.waysOut(targetOf(order), true)} />
        </div>
        {prices}
      </div>
    );
  }
  if (order.state === "labelled") {
    return <LabelPanel key={beside.id} order={order} onClose={onClose} autoFocus={beside.focus} />;
  }
  return <OrderDetail order={order} deeds={deeds} onClose={onClose} focus={beside.focus} />;
}

function Waiting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("orders");
  return (
    <Panel label={t("detail.label")} title={<Skeleton width={96} />} onClose={onClose}>
      <div className="pb">
        <Skeleton width={240} />
      </div>
    </Panel>
  );
}
