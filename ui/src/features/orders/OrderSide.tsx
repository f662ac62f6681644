import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel, ProblemNote, Skeleton } from "~/design";
import { type AutoAsk, ComparePanel } from "~/features/compare";
import { LabelPanel } from "~/features/label";
import { commands, type OrderDocument, type OrderRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { Focused, OrderDetail } from "./OrderDetail";
import { targetOf } from "./rules";
import type { Deeds } from "./useOrderDeeds";

/** Which order stands beside the list, and whether its prices are asked for at once, or where there are none or old ones. */
export interface Beside {
  id: string;
  ask: AutoAsk;
  /** It was opened by a key, so the focus goes there. */
  focus: boolean;
  /** It is bought or taken over: its prices make room for what it has now. */
  bought?: boolean;
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
  const comparing = useComparing(beside, order);
  const focus = useFocusHere(beside, order);
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
  if (number && comparing) {
    const group = selected.some((row) => row.id === beside.id)
      ? selected.flatMap((row) => row.order_no ?? [])
      : [number];
    return (
      <div className="order-side">
        {order.state === "failed" && order.last_error && (
          <div className="order-trouble" role="status">
            <ProblemNote problem={order.last_error} actions={deeds.waysOut(targetOf(order), true)} />
          </div>
        )}
        <ComparePanel
          key={number}
          orderNo={number}
          orderNos={group}
          // an order that was cancelled is looked at, not priced by itself
          autoAsk={order.state === "cancelled" && beside.ask === "old" ? false : beside.ask}
          autoFocus={focus}
          onClose={onClose}
          onBought={onBought}
        />
      </div>
    );
  }
  if (order.state === "labelled") {
    return <LabelPanel key={beside.id} order={order} onClose={onClose} autoFocus={focus} />;
  }
  return <OrderDetail order={order} deeds={deeds} onClose={onClose} focus={focus} />;
}

/**
 * Whether the prices of the order stand here. They stay while it is bought, whatever its state says meanwhile, and
 * afterwards with what became of it, until it is bought.
 */
function useComparing(beside: Beside, order: OrderDocument | undefined): boolean {
  const [compared, compare] = useState<string | null>(null);
  const can = order?.state === "ready" || order?.state === "failed" || order?.state === "cancelled";
  useEffect(() => {
    if (can) compare(beside.id);
  }, [can, beside.id]);
  return can || (!beside.bought && compared === beside.id);
}

/** Whether the panel takes the focus: when it is opened, and later only where the focus is here already; from a dialog never. */
function useFocusHere(beside: Beside, order: OrderDocument | undefined): boolean {
  const opened = useRef<Beside | null>(null);
  useEffect(() => {
    if (order) opened.current = beside;
  });
  const at = document.activeElement;
  return beside.focus && !at?.closest("[role=dialog]") && (opened.current !== beside || !at?.closest(".col"));
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
