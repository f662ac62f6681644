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
import { IDLE, type Offer, type Refusal, type Stage } from "./stage";

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

/** A purchase under way, in the panel that shows it. */
export interface Run {
  /** What the panel knows now. */
  purchase: () => Purchase;
  show: (stage: Stage) => void;
  /** Whether a person stopped it: the next order is not sent. */
  stopped: () => boolean;
  /** Whether the panel still stands. */
  here: () => boolean;
}

/** Kinds of trouble after which the rest of a batch is not sent. */
const HALTING: ReadonlySet<string> = new Set(["unknown", "keys", "try_later"]);

/** The first Enter. Where something is not as it stood under the finger, it is shown, and Enter is asked for once more. */
export async function begin(run: Run, row: PriceRow, moved: boolean): Promise<void> {
  const { orderNos, next } = run.purchase();
  if (!row.quote || row.quote.error) return;
  if (orderNos.length > 1) return priceAll(run, row, orderNos);
  const quote = isStale(row.quote, Date.now()) ? await priceAgain(run, row, row.quote) : row.quote;
  if (!quote) return;
  if (moved) return run.show({ kind: "sure", row, quote, doubt: { why: "moved" } });
  if (next) return run.show({ kind: "sure", row, quote, doubt: { why: next } });
  await send(run, row, orderNos, false);
}

/** A price that grew old is asked for once more; `null` where it is no more what it was, which is shown. */
async function priceAgain(run: Run, row: PriceRow, old: QuoteDocument): Promise<QuoteDocument | null> {
  run.show({ kind: "pricing", done: 0, total: 1, stopping: false });
  const quote = await run.purchase().askAgain(row);
  if (!run.here()) return null;
  // no price any more: its row says why
  if (!quote || quote.error || run.stopped()) run.show(IDLE);
  else if (quote.total === old.total) return quote;
  else run.show({ kind: "sure", row, quote, doubt: { why: "changed", was: old.total } });
  return null;
}

/** The second Enter. A price that grew old meanwhile is asked for once more. */
export async function confirm(run: Run, stage: Stage): Promise<void> {
  if (stage.kind !== "sure") return;
  const { row, quote, doubt } = stage;
  const { orderNos, next, askAgain } = run.purchase();
  if (doubt.why === "many") {
    const wanted = doubt.orders.map((offer) => offer.orderNo);
    const stale = doubt.orders.some((offer) => isStale(offer.quote, Date.now()));
    return stale ? priceAll(run, row, wanted) : send(run, row, wanted, false);
  }
  if (isStale(quote, Date.now())) {
    const fresh = await askAgain(row);
    if (!fresh || fresh.error) return run.show(IDLE);
    if (fresh.total !== quote.total)
      return run.show({ kind: "sure", row, quote: fresh, doubt: { why: "changed", was: quote.total } });
  }
  if (next && doubt.why !== next) return run.show({ kind: "sure", row, quote, doubt: { why: next } });
  await send(run, row, orderNos, next !== null);
}

/** Buys one order after the other, until a person or a trouble stops it. */
async function send(run: Run, row: PriceRow, orderNos: readonly string[], again: boolean): Promise<void> {
  const since = Date.now();
  const total = orderNos.length;
  const batch = run.purchase().orderNos.length > 1;
  const bought: OrderDocument[] = [];
  const refused: Refusal[] = [];
  const left = [...orderNos];
  while (left.length > 0 && !run.stopped()) {
    const orderNo = left.shift() ?? "";
    run.show({ kind: "buying", since, done: total - left.length - 1, total, stopping: false });
    // late labels of several come by themselves: nobody waits for one after the other
    const outcome = await buyOne(orderNo, row, again, !batch);
    if (outcome.problem) refused.push({ orderNo, problem: outcome.problem });
    else if (outcome.order) bought.push(outcome.order);
    // what keeps one order from its answer keeps the next one too
    if (outcome.problem && HALTING.has(outcome.problem.class)) break;
  }
  readAgain(["orders", "status"]);
  if (batch) return run.show({ kind: "batch", row, bought, refused, left });
  tellOne(run, orderNos[0] ?? "", { order: bought[0] ?? null, problem: refused[0]?.problem ?? null });
}

function tellOne(run: Run, orderNo: string, { order, problem }: Settled): void {
  if (!run.here()) {
    run.purchase().onLate(orderNo, problem);
    return;
  }
  run.show(problem ? { kind: "trouble", orderNo, problem } : IDLE);
  if (order && isBought(order)) run.purchase().onBought(order);
}

/** Asks what each of several orders takes by the row's channel, and shows what they come to. */
export async function priceAll(run: Run, row: PriceRow, orderNos: readonly string[]): Promise<void> {
  const orders: Offer[] = [];
  const refused: Refusal[] = [];
  for (const orderNo of orderNos) {
    if (run.stopped()) return run.show(IDLE);
    const done = orders.length + refused.length;
    run.show({ kind: "pricing", done, total: orderNos.length, stopping: false });
    const answer = await priceOf(orderNo, row);
    if ("problem" in answer) refused.push({ orderNo, problem: answer.problem });
    else orders.push({ orderNo, quote: answer.quote });
  }
  const first = orders[0]?.quote;
  if (!first) return run.show({ kind: "batch", row, bought: [], refused, left: [] });
  run.show({ kind: "sure", row, quote: first, doubt: { why: "many", orders, refused } });
}

/** Asks the provider what became of an order. */
export async function settle(run: Run, orderNo: string): Promise<void> {
  run.show({ kind: "buying", since: Date.now(), done: 0, total: 1, stopping: false });
  tellOne(run, orderNo, await outcomeOf(() => commands.reconcile([orderNo])));
}

/** What became of an order: one of the two. */
interface Settled {
  order: OrderDocument | null;
  problem: ErrorDocument | null;
}

const buyOne = (orderNo: string, row: PriceRow, again: boolean, wait: boolean) =>
  outcomeOf(() =>
    commands.buy({ order_nos: [orderNo], account: row.account, channel_id: row.channelId, again, wait }),
  );

async function outcomeOf(ask: () => Promise<Results>): Promise<Settled> {
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
