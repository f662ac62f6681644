import { compareAmounts } from "~/i18n/arithmetic";
import type {
  ErrorDocument,
  LeftOutChannel,
  QuoteAccount,
  QuoteDocument,
  QuoteEvent,
  QuotesDocument,
} from "~/ipc/bindings";

/** A channel with its price, the reason why it has none, or since when it is asked. */
export interface PriceRow {
  key: string;
  account: string;
  channelId: string;
  name: string;
  quote: QuoteDocument | null;
  /** It is asked since then (milliseconds). */
  askedSince: number | null;
}

/** A hand-set rate that prices in the list were converted at. */
export interface PriceRate {
  currency: string;
  rate: string;
  setAt: string;
}

/** Rows that can be compared with each other, of whatever account. */
export interface PriceGroup {
  key: string;
  /** The currency that has no rate, so that its prices stand apart; `null` for the one list of all the others. */
  apart: string | null;
  /** The rates that some of its prices were converted at. */
  rates: readonly PriceRate[];
  rows: readonly PriceRow[];
}

/** The prices of an order, in the order in which they are shown. */
export interface Prices {
  orderNo: string;
  rows: readonly PriceRow[];
  base: string | null;
  accounts: readonly QuoteAccount[];
  leftOut: readonly LeftOutChannel[];
  warnings: readonly string[];
  /** Why nothing was asked. */
  problem: ErrorDocument | null;
  /** How many questions run. */
  asking: number;
  /** They were read from the folder, or asked for. */
  known: boolean;
}

/** What happens to them. `held`: somebody's hand is in the list, so nothing moves. */
export type PricesChange =
  | { kind: "order"; orderNo: string }
  | { kind: "stored"; quotes: QuotesDocument; held: boolean }
  | { kind: "ask"; again: string | null; now: number }
  | { kind: "event"; event: QuoteEvent; now: number; held: boolean }
  | { kind: "ended"; held: boolean }
  | { kind: "sort" };

/** By what a row is known. */
export const keyOf = (account: string, channelId: string): string => `${account}\n${channelId}`;

/** Nothing yet. */
export const noPrices = (orderNo: string): Prices => ({
  orderNo,
  rows: [],
  base: null,
  accounts: [],
  leftOut: [],
  warnings: [],
  problem: null,
  asking: 0,
  known: false,
});

/** The prices after a change. */
export function pricesAfter(prices: Prices, change: PricesChange): Prices {
  switch (change.kind) {
    case "order":
      return noPrices(change.orderNo);
    case "stored":
      return placed(whole(prices, change.quotes, false), change.held);
    case "ask":
      return asked(prices, change.again, change.now);
    case "event":
      return placed(heard(prices, change.event, change.now), change.held);
    case "ended":
      return placed(ended(prices), change.held);
    case "sort":
      return placed(prices, false);
  }
}

/** The table as the folder has it. While somebody is asked it may be older than what has arrived: then nothing goes. */
function whole(prices: Prices, quotes: QuotesDocument, last: boolean): Prices {
  const found = new Map(quotes.quotes.map((quote) => [keyOf(quote.account, quote.channel_id), quote]));
  const kept = prices.rows.flatMap((row) => {
    const quote = found.get(row.key);
    found.delete(row.key);
    if (quote) return [isOlder(quote, row.quote) ? row : rowOf(quote, row.askedSince)];
    return row.askedSince !== null || (prices.asking > 0 && !last) ? [row] : [];
  });
  return {
    ...prices,
    rows: [...kept, ...[...found.values()].map((quote) => rowOf(quote, null))],
    base: quotes.base_currency,
    accounts: quotes.accounts,
    leftOut: quotes.left_out,
    warnings: quotes.warnings,
    problem: quotes.error,
    known: true,
  };
}

const isOlder = (quote: QuoteDocument, than: QuoteDocument | null): boolean =>
  than !== null && Date.parse(quote.asked_at) < Date.parse(than.asked_at);

function rowOf(quote: QuoteDocument, askedSince: number | null): PriceRow {
  const { account, channel_id: channelId, channel_name: name } = quote;
  return { key: keyOf(account, channelId), account, channelId, name, quote, askedSince };
}

function asked(prices: Prices, again: string | null, now: number): Prices {
  const rows = prices.rows.map((row) => (row.key === again ? { ...row, askedSince: now } : row));
  return { ...prices, rows, asking: prices.asking + 1 };
}

function heard(prices: Prices, event: QuoteEvent, now: number): Prices {
  if (event.kind === "done") return whole(prices, event.quotes, true);
  if (event.kind === "answered") return put(prices, rowOf(event.quote, null));
  const { account, channel_id: channelId, channel_name: name } = event;
  const key = keyOf(account, channelId);
  const before = prices.rows.find((row) => row.key === key);
  return put(prices, { key, account, channelId, name, quote: before?.quote ?? null, askedSince: now });
}

function put(prices: Prices, row: PriceRow): Prices {
  const there = prices.rows.some((one) => one.key === row.key);
  const rows = there ? prices.rows.map((one) => (one.key === row.key ? row : one)) : [...prices.rows, row];
  return { ...prices, rows };
}

/** The last question has ended: nobody is asked any more, and rows that never answered go. */
function ended(prices: Prices): Prices {
  const asking = Math.max(0, prices.asking - 1);
  if (asking > 0) return { ...prices, asking };
  const rows = prices.rows.filter((row) => row.quote !== null).map((row) => ({ ...row, askedSince: null }));
  return { ...prices, rows, asking };
}

/** What a price comes to in the station's currency; `null` where nobody can say. */
export function comparable(quote: QuoteDocument | null, base: string | null): string | null {
  if (!quote || quote.error || quote.total === null) return null;
  return quote.currency === base ? quote.total : (quote.converted?.total ?? null);
}

function currencyOf(row: PriceRow, accounts: readonly QuoteAccount[]): string | null {
  return row.quote?.currency ?? accounts.find((one) => one.account === row.account)?.currency ?? null;
}

function placed(prices: Prices, held: boolean): Prices {
  if (held) return prices;
  const rows = [...prices.rows].sort((one, other) => {
    const rank = rankOf(one) - rankOf(other);
    if (rank !== 0) return rank;
    const [left, right] = [amountOf(one, prices.base), amountOf(other, prices.base)];
    return compareAmounts(left, right) || one.name.localeCompare(other.name);
  });
  return { ...prices, rows };
}

/** Prices first, then who is still asked, then who gave none. */
function rankOf(row: PriceRow): number {
  if (row.quote && !row.quote.error) return 0;
  return row.askedSince !== null ? 1 : 2;
}

function amountOf(row: PriceRow, base: string | null): string {
  return comparable(row.quote, base) ?? row.quote?.total ?? "";
}

/** One list over all accounts; after it, one a currency, what has no rate to the station's currency. */
export function groupsOf(prices: Prices): PriceGroup[] {
  const rates = ratesOf(prices);
  const apart = new Map<string, PriceRow[]>();
  const compared: PriceRow[] = [];
  for (const row of prices.rows) {
    const currency = currencyOf(row, prices.accounts);
    const alone = isOther(currency, prices.base) && !rates.some((rate) => rate.currency === currency);
    if (!alone || currency === null) compared.push(row);
    else apart.set(currency, [...(apart.get(currency) ?? []), row]);
  }
  const first: PriceGroup[] =
    compared.length > 0 ? [{ key: "compared", apart: null, rates, rows: compared }] : [];
  const others = [...apart].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...first,
    ...others.map(([currency, rows]) => ({ key: `apart ${currency}`, apart: currency, rates: [], rows })),
  ];
}

const isOther = (currency: string | null, base: string | null): boolean =>
  currency !== null && base !== null && currency !== base;

function ratesOf(prices: Prices): PriceRate[] {
  const rates = new Map<string, PriceRate>();
  for (const { quote } of prices.rows) {
    const { currency, converted } = quote ?? {};
    if (currency && converted)
      rates.set(currency, { currency, rate: converted.rate, setAt: converted.rate_set_at });
  }
  return [...rates.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** The currency that a rate can be set for: the chosen row's, or the only other one. */
export function rateable(prices: Prices, chosen: PriceRow | null): string | null {
  const own = chosen && currencyOf(chosen, prices.accounts);
  if (own && isOther(own, prices.base)) return own;
  const all = prices.rows.map((row) => currencyOf(row, prices.accounts));
  const others = new Set(all.filter((currency) => isOther(currency, prices.base)));
  return others.size === 1 ? ([...others][0] ?? null) : null;
}

/** The rows as they are shown from top to bottom. */
export const shownRows = (groups: readonly PriceGroup[]): PriceRow[] => groups.flatMap((group) => group.rows);

/** The row with the lowest price that can be compared. */
export function cheapestOf(prices: Prices): PriceRow | null {
  let best: PriceRow | null = null;
  let lowest: string | null = null;
  for (const row of prices.rows) {
    const amount = comparable(row.quote, prices.base);
    if (amount === null) continue;
    if (lowest === null || compareAmounts(amount, lowest) < 0) [best, lowest] = [row, amount];
  }
  return best;
}

/** How many channels have answered with a price, and how many there are. */
export function countOf(prices: Prices): { priced: number; all: number } {
  const priced = prices.rows.filter((row) => row.askedSince === null && row.quote && !row.quote.error);
  return { priced: priced.length, all: prices.rows.length };
}

const STALE_MS = 10 * 60_000;

/** Too old to buy at. */
export function isStale(quote: QuoteDocument, now: number): boolean {
  return quote.stale || now - Date.parse(quote.asked_at) > STALE_MS;
}
/** The same in minutes, for ages. */
export const STALE_MINUTES = STALE_MS / 60_000;

/** No price, or one that is too old: whoever opens the table wants to have them asked for. */
export function needsAsking(quotes: QuotesDocument, now: number): boolean {
  return quotes.quotes.length === 0 || quotes.quotes.some((quote) => isStale(quote, now));
}

/**
 * The amount that fills a row's fee bar, so that bars below each other compare: converted prices by what they come to,
 * prices that stand apart within their own currency. Widths alone: the amounts themselves stay text.
 */
export function fullBars(prices: Prices): (row: PriceRow) => number | undefined {
  const worth = (row: PriceRow) => Number(comparable(row.quote, prices.base) ?? 0) || 0;
  const most = Math.max(0, ...prices.rows.map(worth));
  const own = new Map<string, number>();
  for (const { quote } of prices.rows) {
    const { currency, total } = quote ?? {};
    if (currency && total) own.set(currency, Math.max(own.get(currency) ?? 0, Number(total) || 0));
  }
  return (row) => {
    const total = Number(row.quote?.total ?? 0) || 0;
    return worth(row) > 0 ? (most * total) / worth(row) : own.get(row.quote?.currency ?? "");
  };
}
