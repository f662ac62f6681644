import { decimalParts } from "~/i18n/decimal";
import type { MoneyDocument, OrderRow } from "~/ipc/bindings";

/** The sum of decimal texts, as decimal text; what is no number is left out. Never through a float. */
export function sumOf(texts: readonly string[]): string {
  const parts = texts.map(decimalParts).filter((one) => one !== null);
  const places = Math.max(0, ...parts.map((one) => one.fraction.length));
  const units = (one: (typeof parts)[number]) =>
    BigInt(one.whole + one.fraction.padEnd(places, "0")) * (one.negative ? -1n : 1n);
  const sum = parts.reduce((total, one) => total + units(one), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return sum < 0n ? `-${text}` : text;
}

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
    boxes: rows.reduce((sum, row) => sum + (row.boxes ?? 0), 0),
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
