import { sum } from "~/i18n/arithmetic";
import type { MoneyDocument, OrderRow } from "~/ipc/bindings";

/** The sum of decimal texts, as decimal text; what is no number is left out. */
export const sumOf = (texts: readonly string[]): string => sum(texts) ?? "0";

/** What selected orders add up to. Amounts stay apart by currency. */
export interface Sums {
  boxes: number;
  weight: string;
  /** By currency, with how many orders it is of. */
  prices: (MoneyDocument & { orders: number })[];
}

/** An order as far as it can be summed. */
type Summed = Partial<Pick<OrderRow, "boxes" | "weight_kg" | "price">>;

export function sumsOf(rows: readonly Summed[]): Sums {
  const byCurrency = new Map<string, string[]>();
  for (const { price } of rows) {
    if (price) listIn(byCurrency, price.currency).push(price.amount);
  }
  return {
    boxes: rows.reduce((total, row) => total + (row.boxes ?? 0), 0),
    weight: sumOf(rows.flatMap((row) => row.weight_kg ?? [])),
    prices: [...byCurrency].map(([currency, amounts]) => ({
      currency,
      amount: sumOf(amounts),
      orders: amounts.length,
    })),
  };
}

function listIn(lists: Map<string, string[]>, key: string): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
