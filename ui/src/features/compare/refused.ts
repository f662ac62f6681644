import type { AccountStatus } from "~/ipc/bindings";
import type { Prices } from "./prices";

/** An account that told no price because its keys, or this computer's clock, are not taken. */
export interface Refused {
  account: string;
  /** What the provider said. */
  message: string;
}

/**
 * The accounts whose keys or clock were refused, when they were asked for these prices or by the window itself, and that have no
 * price in the table. One that prices nothing in any case is not missing.
 */
export function refusedIn(prices: Prices, statuses: readonly AccountStatus[]): Refused[] {
  // before the prices are here nobody is known to be missing
  if (!prices.known) return [];
  const refused = new Map<string, string>();
  for (const { account, enabled, error } of statuses)
    if (enabled && error?.class === "keys") refused.set(account, error.message);
  for (const { account, quote } of prices.rows)
    if (quote?.error?.class === "keys") refused.set(account, quote.error.message);
  for (const { account, quote } of prices.rows) if (quote && !quote.error) refused.delete(account);
  for (const { account, reason } of prices.leftOut) if (reason === "cannot_price") refused.delete(account);
  return [...refused].map(([account, message]) => ({ account, message }));
}
