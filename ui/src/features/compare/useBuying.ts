import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { plus } from "~/i18n/arithmetic";
import {
  commands,
  type ErrorDocument,
  type OrderDocument,
  type QuoteDocument,
  type Results,
} from "~/ipc/bindings";
import { askPrices } from "~/ipc/prices";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { isStale, type PriceRow } from "./prices";

/** Why Enter is asked for once more. */
export type Doubt =
  /** The price is not the one that stood there. */
  | { why: "changed"; was: string | null }
  /** Another row became the chosen one a moment ago. */
  | { why: "moved" }
  /** The order was cancelled, or its number is taken: it gets its next number. */
  | { why: "again" | "taken" }
  /** Several orders: what they come to. */
  | { why: "many"; orders: readonly Offer[]; refused: readonly Refusal[] };

/** An order at a price. */
export interface Offer {
  orderNo: string;
  quote: QuoteDocument;
}

/** An order, and why it is not bought. */
export interface Refusal {
  orderNo: string;
  problem: ErrorDocument;
}

/** Where a purchase stands. */
export type Stage =
  | { kind: "idle" }
  | { kind: "pricing"; done: number; total: number; stopping: boolean }
  | { kind: "sure"; row: PriceRow; quote: QuoteDocument; doubt: Doubt }
  | { kind: "buying"; since: number; done: number; total: number; stopping: boolean }
  | { kind: "trouble"; orderNo: string; problem: ErrorDocument }
  | {
      kind: "batch";
      row: PriceRow;
      bought: readonly OrderDocument[];
      refused: readonly Refusal[];
      left: readonly string[];
    };

/** What a purchase needs to know. */
export interface Purchase {
  /** The orders, the compared one first. */
  orderNos: readonly string[];
  /** Why it goes out under its next number, if it does: it was cancelled, or the provider has this one already. */
  next: "again" | "taken" | null;
  askAgain: (row: PriceRow) => Promise<QuoteDocument | null>;
  onBought: (order: OrderDocument) => void;
  /** The panel is gone: what became of it must still be told. */
  onLate: (orderNo: string, problem: ErrorDocument | null) => void;
}

/** Kinds of trouble after which the rest of a batch is not sent. */
const HALTING: ReadonlySet<string> = new Set(["unknown", "keys", "try_later"]);
const IDLE: Stage = { kind: "idle" };

/** Buys, one purchase at a time: Enter while one runs does nothing. */
export function useBuying(purchase: Purchase) {
  const [stage, draw] = useState<Stage>(IDLE);
  const now = useRef<Stage>(IDLE);
  const busy = useRef(false);
  const stop = useRef(false);
  const here = useRef(true);
  const latest = useRef(purchase);
  useLayoutEffect(() => {
    latest.current = purchase;
  });
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const setStage = useCallback((next: Stage) => {
    now.current = next;
    draw(next);
  }, []);

  /** Lets one thing run at a time, and none for a key that was meant for a stage that is over though it is still drawn. */
  const alone = useCallback(
    async (work: () => Promise<void>) => {
      if (busy.current || now.current !== stage) return;
      busy.current = true;
      stop.current = false;
      try {
        await work();
      } finally {
        busy.current = false;
      }
    },
    [stage],
  );

  const send = useCallback(
    async (row: PriceRow, orderNos: readonly string[], again: boolean) => {
      const since = Date.now();
      const batch = latest.current.orderNos.length > 1;
      const bought: OrderDocument[] = [];
      const refused: Refusal[] = [];
      const left = [...orderNos];
      while (left.length > 0 && !stop.current) {
        const orderNo = left.shift() ?? "";
        setStage({
          kind: "buying",
          since,
          done: orderNos.length - left.length - 1,
          total: orderNos.length,
          stopping: false,
        });
        // late labels of several come by themselves: nobody waits for one after the other
        const outcome = await buyOne(orderNo, row, again, !batch);
        if (outcome.problem) refused.push({ orderNo, problem: outcome.problem });
        else if (outcome.order) bought.push(outcome.order);
        // what keeps one order from its answer keeps the next one too
        if (outcome.problem && HALTING.has(outcome.problem.class)) break;
      }
      readAgain(["orders", "status"]);
      if (batch) return setStage({ kind: "batch", row, bought, refused, left });
      const [problem, order] = [refused[0]?.problem, bought[0]];
      if (!here.current) return latest.current.onLate(orderNos[0] ?? "", problem ?? null);
      setStage(problem ? { kind: "trouble", orderNo: orderNos[0] ?? "", problem } : IDLE);
      if (order) latest.current.onBought(order);
    },
    [setStage],
  );

  const priceAll = useCallback(
    async (row: PriceRow, orderNos: readonly string[]) => {
      const orders: Offer[] = [];
      const refused: Refusal[] = [];
      for (const orderNo of orderNos) {
        if (stop.current) return setStage(IDLE);
        setStage({
          kind: "pricing",
          done: orders.length + refused.length,
          total: orderNos.length,
          stopping: false,
        });
        const answer = await priceOf(orderNo, row);
        if ("problem" in answer) refused.push({ orderNo, problem: answer.problem });
        else orders.push({ orderNo, quote: answer.quote });
      }
      const first = orders[0]?.quote;
      if (!first) return setStage({ kind: "batch", row, bought: [], refused, left: [] });
      setStage({ kind: "sure", row, quote: first, doubt: { why: "many", orders, refused } });
    },
    [setStage],
  );

  const begin = useCallback(
    (row: PriceRow, moved: boolean) =>
      alone(async () => {
        const { orderNos, next, askAgain } = latest.current;
        let quote = row.quote;
        if (!quote || quote.error) return;
        if (orderNos.length > 1) return priceAll(row, orderNos);
        if (isStale(quote, Date.now())) {
          const was = quote.total;
          setStage({ kind: "pricing", done: 0, total: 1, stopping: false });
          quote = await askAgain(row);
          if (!here.current) return;
          // no price any more: its row says why
          if (!quote || quote.error || stop.current) return setStage(IDLE);
          if (quote.total !== was)
            return setStage({ kind: "sure", row, quote, doubt: { why: "changed", was } });
        }
        if (moved) return setStage({ kind: "sure", row, quote, doubt: { why: "moved" } });
        if (next) return setStage({ kind: "sure", row, quote, doubt: { why: next } });
        await send(row, orderNos, false);
      }),
    [alone, priceAll, send, setStage],
  );

  /** The second Enter. A price that grew old meanwhile is asked for once more. */
  const confirm = useCallback(
    () =>
      alone(async () => {
        if (stage.kind !== "sure") return;
        const { row, quote, doubt } = stage;
        const { orderNos, next, askAgain } = latest.current;
        if (doubt.why === "many") {
          const wanted = doubt.orders.map((offer) => offer.orderNo);
          const stale = doubt.orders.some((offer) => isStale(offer.quote, Date.now()));
          return stale ? priceAll(row, wanted) : send(row, wanted, false);
        }
        if (isStale(quote, Date.now())) {
          const fresh = await askAgain(row);
          if (!fresh || fresh.error) return setStage(IDLE);
          if (fresh.total !== quote.total)
            return setStage({ kind: "sure", row, quote: fresh, doubt: { why: "changed", was: quote.total } });
        }
        if (next && doubt.why !== next) return setStage({ kind: "sure", row, quote, doubt: { why: next } });
        await send(row, orderNos, next !== null);
      }),
    [alone, priceAll, send, setStage, stage],
  );

  /** Goes on with the orders that were not sent. */
  const goOn = useCallback(
    () =>
      alone(async () =>
        stage.kind === "batch" && stage.left.length > 0 ? priceAll(stage.row, stage.left) : undefined,
      ),
    [alone, priceAll, stage],
  );

  /** Stops before the next order, never within one. */
  const halt = useCallback(() => {
    stop.current = true;
    if ("stopping" in now.current) setStage({ ...now.current, stopping: true });
  }, [setStage]);

  /** Asks the provider what became of an order. */
  const settle = useCallback(
    (orderNo: string) =>
      alone(async () => {
        setStage({ kind: "buying", since: Date.now(), done: 0, total: 1, stopping: false });
        const outcome = await outcomeOf(() => commands.reconcile([orderNo]));
        if (!here.current) return latest.current.onLate(orderNo, outcome.problem);
        setStage(outcome.problem ? { kind: "trouble", orderNo, problem: outcome.problem } : IDLE);
        if (outcome.order && isBought(outcome.order)) latest.current.onBought(outcome.order);
      }),
    [alone, setStage],
  );

  const dismiss = useCallback(() => setStage(IDLE), [setStage]);
  return { stage, begin, confirm, goOn, halt, settle, dismiss };
}

const buyOne = (orderNo: string, row: PriceRow, again: boolean, wait: boolean) =>
  outcomeOf(() =>
    commands.buy({ order_nos: [orderNo], account: row.account, channel_id: row.channelId, again, wait }),
  );

async function outcomeOf(
  ask: () => Promise<Results>,
): Promise<{ order: OrderDocument | null; problem: ErrorDocument | null }> {
  try {
    const order = (await ask()).results[0] ?? null;
    const why = () => order?.last_error ?? problemOf(`${order?.order_no}: ${order?.state}`);
    const problem = order && isBought(order) ? null : why();
    return { order, problem };
  } catch (thrown) {
    return { order: null, problem: problemOf(thrown) };
  }
}

const isBought = (order: OrderDocument): boolean => order.state === "labelled" || order.state === "submitted";

async function priceOf(
  orderNo: string,
  row: PriceRow,
): Promise<{ quote: QuoteDocument } | { problem: ErrorDocument }> {
  let found: QuoteDocument | null = null;
  let problem: ErrorDocument | null = null;
  try {
    const ask = { order_no: orderNo, accounts: [row.account], channels: [row.channelId], all: false };
    await askPrices(ask, (event) => {
      if (event.kind === "answered") found = event.quote;
      if (event.kind === "done") problem = event.quotes.error;
    });
  } catch (thrown) {
    problem = problemOf(thrown);
  }
  const quote = found as QuoteDocument | null;
  if (quote && !quote.error && quote.total !== null) return { quote };
  return { problem: quote?.error ?? problem ?? problemOf("") };
}

/** The orders of a batch whose labels are here. Late ones come by themselves. */
export const toPrint = (stage: Stage): string[] =>
  stage.kind === "batch"
    ? stage.bought.flatMap(({ state, order_no }) => (state === "labelled" ? (order_no ?? []) : []))
    : [];

/** What several orders come to; `null` where they are not all in one currency. */
export function sumOf(
  orders: readonly { quote: Pick<QuoteDocument, "total" | "currency"> }[],
): { amount: string; currency: string } | null {
  let sum: { amount: string; currency: string } | null = null;
  for (const { quote } of orders) {
    const { total, currency } = quote;
    if (total === null || currency === null || (sum && sum.currency !== currency)) return null;
    const amount: string | null = sum ? plus(sum.amount, total) : total;
    if (amount === null) return null;
    sum = { amount, currency };
  }
  return sum;
}
