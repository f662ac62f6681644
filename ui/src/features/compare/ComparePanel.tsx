import { useQuery } from "@tanstack/react-query";
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import { useStatus } from "~/app/useStatus";
import { Button, Empty, Note, notify, Panel, ProblemNote, useKeys } from "~/design";
import { useLeftOut } from "~/features/label";
import { commands, type ErrorDocument, type OrderDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { BuyFoot, canBuy } from "./BuyFoot";
import { LeftOut } from "./LeftOut";
import { OrderHead } from "./OrderHead";
import { Outcome } from "./Outcome";
import { PriceList, type PriceListHandle } from "./PriceList";
import { cheapestOf, countOf, type PriceRow, rateable } from "./prices";
import { refusedIn } from "./refused";
import { toPrint, useBuying } from "./useBuying";
import { useChoice } from "./useChoice";
import { useHand } from "./useHand";
import { type AutoAsk, usePrices } from "./usePrices";
import "./compare.css";

/** What the panel takes. */
export interface ComparePanelProps {
  orderNo: string;
  /** All orders to buy by the chosen channel, the compared one among them; that one alone unless told. */
  orderNos?: readonly string[];
  onClose?: () => void;
  /** It is bought: its label can be shown. */
  onBought: (order: OrderDocument) => void;
  /** Who is asked when it opens. Without it prices come from the folder, and F5 asks. */
  autoAsk?: AutoAsk;
  /** Takes the focus when it opens, so that Enter buys. */
  autoFocus?: boolean;
  /** Fills the screen instead of standing beside a list. */
  wide?: boolean;
  ref?: Ref<PriceListHandle>;
}

/** A row that became the chosen one by itself so lately was not seen yet. */
const UNSEEN_MS = 700;

/** Prices of every channel for an order, and the purchase. */
export function ComparePanel(props: ComparePanelProps) {
  const { orderNo, onClose, onBought, autoAsk = false, autoFocus = true, wide } = props;
  const { t } = useTranslation("compare");
  const [, go] = useLocation();
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<PriceListHandle>(null);
  const orderNos = useMemo(() => {
    const others = (props.orderNos ?? []).filter((one) => one !== orderNo);
    return [orderNo, ...others];
  }, [orderNo, props.orderNos]);
  const order = useQuery({
    queryKey: ["orders", "show", orderNo],
    queryFn: () => commands.orderShow(orderNo),
  });
  const tellLeftOut = useLeftOut();
  const status = useStatus();
  const [rating, setRating] = useState<string | null>(null);
  const hand = useHand();
  const { prices, loading, problem, asked, ask, sort } = usePrices(orderNo, autoAsk, hand.held);
  const choice = useChoice(orderNo, prices.orderNo === orderNo ? prices : null);
  const [usuals, setUsuals] = useSessionState<Record<string, string>>("compare.usual", {});
  const country = order.data?.recipient?.country ?? "";

  useImperativeHandle(props.ref, () => ({ focus: () => list.current?.focus() }));
  useEffect(() => {
    if (autoFocus) list.current?.focus();
  }, [autoFocus]);

  const chosen = choice.row;
  const buying = useBuying({
    orderNos,
    next: nextNumber(order.data),
    askAgain: (row) => ask(row),
    onBought: (bought) => {
      if (chosen && country) setUsuals({ ...usuals, [country]: chosen.key });
      onBought(bought);
    },
    onLate: useLateWord(),
  });
  const { stage } = buying;
  const working = stage.kind === "pricing" || stage.kind === "buying";

  const buy = useCallback(() => {
    if (stage.kind === "sure") return void buying.confirm();
    if (stage.kind === "batch") return void buying.goOn();
    // what may be bought is asked about, never bought again
    if (isLost(stage, order.data)) return;
    if (!chosen || (orderNos.length === 1 && !canBuy(order.data))) return;
    // what was just put under the finger is shown once before it is bought
    const moved = choice.byItself && Date.now() - choice.since() < UNSEEN_MS;
    choice.hold();
    void buying.begin(chosen, moved);
  }, [stage, buying, chosen, orderNos, order.data, choice]);

  const retry = useCallback((row: PriceRow | null) => row && void ask(row), [ask]);
  const askAll = useCallback(() => {
    hand.rest();
    sort();
    void ask();
  }, [hand, sort, ask]);
  const print = (numbers: readonly string[]) => {
    const asked = {
      order_nos: [...numbers],
      kind: "label" as const,
      printer: null,
      copies: 0,
      layout: null,
      again: false,
    };
    commands.print(asked).then(
      (batch) => {
        tellLeftOut(batch);
        go("/print");
      },
      (thrown: unknown) => notify.problem(problemOf(thrown)),
    );
  };
  const rate = (currency: string | null) => {
    setRating(currency);
    if (currency === null) list.current?.focus();
  };
  const stepBack = () => {
    if (rating) return rate(null);
    if (working) return stage.kind === "pricing" || orderNos.length > 1 ? buying.halt() : undefined;
    if (stage.kind !== "idle") return buying.dismiss();
    onClose?.();
  };

  const inside = () => root.current?.contains(document.activeElement) ?? false;
  const other = rateable(prices, chosen);
  useKeys(
    "compare",
    [
      { keys: "Enter", label: t("keys.buy"), run: buy, when: inside },
      {
        keys: "r",
        label: t("keys.retry"),
        run: () => retry(chosen),
        when: () => inside() && chosen !== null && !working,
      },
      { keys: "F5", label: t("keys.askAll"), run: askAll, when: () => inside() && !working },
      {
        keys: "u",
        label: t("keys.rate"),
        run: () => rate(other),
        when: () => inside() && other !== null,
      },
      {
        keys: "a",
        label: t("outcome.ask"),
        run: () => void buying.settle(stage.kind === "trouble" ? stage.orderNo : orderNo),
        when: () => inside() && isLost(stage, order.data),
      },
      {
        keys: "p",
        label: t("batch.print"),
        run: () => print(toPrint(stage)),
        when: () => inside() && toPrint(stage).length > 0,
        hidden: true,
      },
      // shown alone, hidden with nothing to step back from
      {
        keys: "Escape",
        label: t("keys.back"),
        run: stepBack,
        when: Boolean(onClose) || rating !== null || stage.kind !== "idle",
      },
    ],
    { layer: "panel", title: t("title") },
  );

  const { priced, all } = countOf(prices);
  const trouble: ErrorDocument | null = order.error ? problemOf(order.error) : problem;
  const empty = prices.known && prices.asking === 0 && all === 0 && !trouble;
  const nothing = (
    <Empty
      icon="compare"
      title={t(asked ? "empty.title" : "empty.unasked")}
      actions={
        asked ? (
          <Button keys="F11" onClick={() => go("/accounts")}>
            {t("empty.accounts")}
          </Button>
        ) : (
          <Button
            keys="F5"
            onClick={() => {
              list.current?.focus();
              askAll();
            }}
          >
            {t("keys.askAll")}
          </Button>
        )
      }
    >
      {t(asked ? "empty.text" : "empty.unaskedText")}
    </Empty>
  );
  return (
    <div ref={root} className={wide ? "cmp-root wide" : "cmp-root"}>
      <Panel
        className={wide ? "cmp wide" : "cmp"}
        label={t("title")}
        title={
          <>
            {!wide && t("title")} <span className="mono">{orderNo}</span>
          </>
        }
        head={
          <>
            <span className="small mut nw" role="status">
              {t("priced", { done: priced, all })}
            </span>
            <Button variant="ghost" icon="refresh" keys="F5" aria-label={t("keys.askAll")} onClick={askAll} />
          </>
        }
        onClose={onClose && !working ? onClose : undefined}
        foot={
          <BuyFoot
            stage={stage}
            row={chosen?.quote && !chosen.quote.error ? chosen : null}
            account={prices.accounts.find((one) => one.account === chosen?.account)}
            order={order.data}
            orders={orderNos.length}
            onBuy={buy}
            onHalt={buying.halt}
          />
        }
      >
        <OrderHead order={order.data} others={orderNos.length - 1} />
        <div className="cmp-notes">
          {trouble && (
            <ProblemNote problem={trouble} actions={[{ label: t("keys.askAll"), keys: "F5", run: askAll }]} />
          )}
          {prices.warnings.map((warning) => (
            <Note key={warning} tone="warn" title={warning} />
          ))}
          <Outcome
            stage={stage}
            order={order.data}
            onAsk={(one) => void buying.settle(one)}
            onPrint={print}
            onDismiss={buying.dismiss}
          />
        </div>
        <PriceList
          empty={empty && nothing}
          ref={list}
          label={t("list", { orderNo })}
          prices={prices}
          loading={loading}
          chosen={chosen}
          cheapest={cheapestOf(prices)}
          usual={usuals[country] ?? null}
          rating={rating}
          rateable={other}
          onRate={rate}
          onChoose={(row) => {
            hand.touch();
            if (stage.kind === "sure") buying.dismiss();
            choice.choose(row);
          }}
          onRetry={retry}
          onHand={(change) => hand.change(change) && sort()}
        />
        <LeftOut channels={prices.leftOut} refused={refusedIn(prices, status.data?.accounts ?? [])} />
      </Panel>
    </div>
  );
}

function isLost(stage: ReturnType<typeof useBuying>["stage"], order: OrderDocument | undefined): boolean {
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
