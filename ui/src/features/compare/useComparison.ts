import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { notify } from "~/design";
import { commands, type ErrorDocument, type OrderDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { canBuy } from "./BuyFoot";
import type { PriceRow } from "./prices";
import type { Stage } from "./stage";
import { useBuying } from "./useBuying";
import { useChoice } from "./useChoice";
import { useHand } from "./useHand";
import { type AutoAsk, usePrices } from "./usePrices";

/** What is compared. */
export interface Compared {
  orderNo: string;
  /** All orders to buy by the chosen channel, the compared one among them; that one alone unless told. */
  orderNos?: readonly string[];
  /** It is bought: its label can be shown. */
  onBought: (order: OrderDocument) => void;
  /** Who is asked when it opens. Without it prices come from the folder, and F5 asks. */
  autoAsk?: AutoAsk;
}

/** A row that became the chosen one by itself so lately was not seen yet. */
const UNSEEN_MS = 700;

export type Comparison = ReturnType<typeof useComparison>;

/** An order, or several, with the prices of every channel, the chosen one, and the purchase. */
export function useComparison({ orderNo, orderNos: all, onBought, autoAsk = false }: Compared) {
  const orderNos = useMemo(() => [orderNo, ...(all ?? []).filter((one) => one !== orderNo)], [orderNo, all]);
  const order = useQuery({
    queryKey: ["orders", "show", orderNo],
    queryFn: () => commands.orderShow(orderNo),
  });
  const hand = useHand();
  const asking = usePrices(orderNo, autoAsk, hand.held);
  const { prices, ask, sort } = asking;
  const choice = useChoice(orderNo, prices.orderNo === orderNo ? prices : null);
  const chosen = choice.row;
  const usual = useUsual(order.data?.recipient?.country ?? "");
  const buying = useBuying({
    orderNos,
    next: nextNumber(order.data),
    askAgain: (row) => ask(row),
    onBought: (bought) => {
      if (chosen) usual.keep(chosen.key);
      onBought(bought);
    },
    onLate: useLateWord(),
  });
  const { stage } = buying;
  const lost = isLost(stage, order.data);
  return {
    ...asking,
    orderNos,
    order: order.data,
    /** Why there is nothing to compare, or to compare it by. */
    trouble: order.error ? problemOf(order.error) : asking.problem,
    hand,
    chosen,
    usual: usual.key,
    buying,
    working: stage.kind === "pricing" || stage.kind === "buying",
    /** It was sent, and no answer came: what may be bought is asked about, never bought again. */
    lost,
    choose: (row: PriceRow) => {
      hand.touch();
      if (stage.kind === "sure") buying.dismiss();
      choice.choose(row);
    },
    buy: () => {
      if (stage.kind === "sure") return void buying.confirm();
      if (stage.kind === "batch") return void buying.goOn();
      if (lost) return;
      if (!chosen || (orderNos.length === 1 && !canBuy(order.data))) return;
      // what was just put under the finger is shown once before it is bought
      const moved = choice.byItself && Date.now() - choice.since() < UNSEEN_MS;
      choice.hold();
      void buying.begin(chosen, moved);
    },
    retry: useCallback((row: PriceRow | null) => row && void ask(row), [ask]),
    askAll: useCallback(() => {
      hand.rest();
      sort();
      void ask();
    }, [hand, sort, ask]),
  };
}

/** The row that was bought last for a country. */
function useUsual(country: string) {
  const [usuals, setUsuals] = useSessionState<Record<string, string>>("compare.usual", {});
  return {
    key: usuals[country] ?? null,
    keep: (key: string) => country && setUsuals({ ...usuals, [country]: key }),
  };
}

function isLost(stage: Stage, order: OrderDocument | undefined): boolean {
  if (stage.kind === "trouble") return stage.problem.class === "unknown";
  return stage.kind === "idle" && order?.state === "unknown";
}

/** Why an order goes out under its next number, if it does. */
function nextNumber(order: OrderDocument | undefined): "again" | "taken" | null {
  if (order?.state === "cancelled") return "again";
  return order?.state === "failed" && order.last_error?.code === "purchase.number_taken" ? "taken" : null;
}

/** What becomes known after the panel is gone is told in the corner: nothing is lost. */
function useLateWord() {
  const { t } = useTranslation("compare");
  return useCallback(
    (orderNo: string, problem: ErrorDocument | null) => {
      if (problem) notify.problem(problem);
      else notify.success(t("outcome.late", { orderNo }));
    },
    [t],
  );
}
