/** Where the orders are that were made at a provider: below the orders. */
export const ELSEWHERE = "/orders/elsewhere";

/** How such an order is named: by its number, or by the seller's reference. */
export type OrderKey = { order: string } | { reference: string };

/** The place of such an order. */
export function foreignPlace(account: string, key: OrderKey): string {
  const [kind, name] = "order" in key ? ["no", key.order] : ["ref", key.reference];
  return `${ELSEWHERE}/${encodeURIComponent(account)}/${kind}/${encodeURIComponent(name)}`;
}
