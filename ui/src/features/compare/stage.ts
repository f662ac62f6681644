import { plus } from "~/i18n/arithmetic";
import type { ErrorDocument, OrderDocument, QuoteDocument } from "~/ipc/bindings";
import type { PriceRow } from "./prices";

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

/** Nothing is under way. */
export const IDLE: Stage = { kind: "idle" };

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
