import type {
  FeesDocument,
  OrderDocument,
  QuoteAsk,
  QuoteDocument,
  QuoteEvent,
  QuotesDocument,
} from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented prices of two accounts: most answer at once, one is slow, one is down, one account keeps dollars. */
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const fees = (
  postage: string,
  registration: string,
  handling: string,
  other: string,
  fuel: string,
): FeesDocument => ({
  postage,
  registration,
  handling,
  other,
  fuel,
});

/** A quote with what matters set. */
export const quote = (some: Partial<QuoteDocument>): QuoteDocument => ({
  account: "Dingcang main",
  provider: "dingcang",
  channel_id: "386",
  channel_name: "美西小包",
  favourite: false,
  total: "42.80",
  currency: "CNY",
  fees: fees("28.60", "6.00", "3.20", "0.00", "5.00"),
  converted: null,
  asked_at: minutesAgo(0),
  stale: false,
  error: null,
  days: { p50: 7, p90: 11 },
  ...some,
});

const west = { account: "DingExpress West", provider: "dingexpress", currency: "USD" };

/** What each channel answers. */
export const quotes: readonly QuoteDocument[] = [
  quote({}),
  quote({
    channel_id: "412",
    channel_name: "USPS Ground",
    total: "47.35",
    fees: fees("36.20", "4.00", "2.50", "0.00", "4.65"),
    days: { p50: 5, p90: 8 },
  }),
  quote({
    channel_id: "204",
    channel_name: "燕文专线追踪",
    favourite: true,
    total: "51.90",
    fees: fees("35.90", "8.00", "3.00", "0.00", "5.00"),
    days: { p50: 8, p90: 13 },
  }),
  quote({
    channel_id: "386-G",
    channel_name: "FedEx Ground",
    total: "63.20",
    fees: fees("46.20", "0.00", "4.50", "2.50", "10.00"),
    days: { p50: 4, p90: 6 },
  }),
  quote({
    channel_id: "519",
    channel_name: "DHL 电商",
    total: "71.10",
    fees: fees("52.10", "6.00", "4.00", "0.00", "9.00"),
    days: { p50: 6, p90: 9 },
  }),
  quote({
    channel_id: "602",
    channel_name: "UPS 2nd Day",
    total: "118.60",
    fees: fees("92.60", "0.00", "6.00", "4.00", "16.00"),
    days: { p50: 2, p90: 3 },
  }),
  quote({
    channel_id: "77",
    channel_name: "云途美国线",
    total: "49.10",
    fees: fees("38.10", "4.00", "3.00", "0.00", "4.00"),
    days: null,
  }),
  quote({
    channel_id: "91",
    channel_name: "佳成专线",
    total: null,
    currency: null,
    fees: null,
    days: null,
    error: refusal({
      code: "provider.unavailable",
      class: "try_later",
      message: "服务商说“unavailable”，这条渠道没有报价。",
      next_step: "过一会儿按 R 再问。",
      provider: "dingcang",
      provider_message: "unavailable",
      retryable: true,
    }),
  }),
  quote({
    ...west,
    channel_id: "18",
    channel_name: "USPS Priority",
    total: "7.92",
    fees: fees("5.60", "0.90", "0.52", "0.00", "0.90"),
    days: { p50: 4, p90: 6 },
  }),
  quote({
    ...west,
    channel_id: "22",
    channel_name: "FedEx Home",
    total: "9.36",
    fees: fees("6.70", "0.00", "0.66", "0.50", "1.50"),
    days: { p50: 3, p90: 5 },
  }),
];

const rates = new Map<string, { rate: string; set_at: string }>();

function converted(one: QuoteDocument): QuoteDocument {
  const rate = rates.get(one.currency ?? "");
  if (!rate || one.total === null) return one;
  const total = (Number(one.total) * Number(rate.rate)).toFixed(2);
  return { ...one, converted: { total, currency: "CNY", rate: rate.rate, rate_set_at: rate.set_at } };
}

/** The whole table. */
export const table = (orderNo: string, some: readonly QuoteDocument[] = quotes): QuotesDocument => ({
  order_no: orderNo,
  base_currency: "CNY",
  quotes: some.map(converted),
  not_compared: some.filter((one) => one.currency === "USD").length,
  warnings: [],
  error: null,
  left_out: [
    { account: "Dingcang main", channel_id: "9001", name: "测试渠道 A", reason: "test" },
    { account: "Dingcang main", channel_id: "9002", name: "测试渠道 B", reason: "test" },
    { account: "TrackingMore", channel_id: null, name: "TrackingMore", reason: "cannot_price" },
  ],
  accounts: [
    {
      account: "Dingcang main",
      provider: "dingcang",
      currency: "CNY",
      balance: { amount: "6369.22", currency: "CNY" },
      balance_at: minutesAgo(2),
    },
    {
      account: "DingExpress West",
      provider: "dingexpress",
      currency: "USD",
      balance: { amount: "212.40", currency: "USD" },
      balance_at: minutesAgo(42),
    },
    { account: "TrackingMore", provider: "trackingmore", currency: null, balance: null, balance_at: null },
  ],
});

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const asked = new Map<string, Map<string, QuoteDocument>>();

/** What was answered for an order: a stale one among them. */
function stored(orderNo: string): readonly QuoteDocument[] {
  const known = asked.get(orderNo);
  return known ? [...known.values()] : [];
}

async function stream(
  { order_no, accounts, channels }: QuoteAsk,
  tell: (event: QuoteEvent) => void,
): Promise<null> {
  const wanted = quotes.filter(
    (one) =>
      (accounts.length === 0 || accounts.includes(one.account)) &&
      (channels.length === 0 || channels.includes(one.channel_id)),
  );
  for (const { account, channel_id, channel_name } of wanted)
    tell({ kind: "asking", account, channel_id, channel_name });
  await Promise.all(
    wanted.map(async (one, index) => {
      await pause(one.channel_id === "77" && channels.length === 0 ? 6500 : 120 + 90 * index);
      const answer = converted({
        ...one,
        asked_at: one.channel_id === "519" && channels.length === 0 ? minutesAgo(12) : minutesAgo(0),
      });
      const known = asked.get(order_no) ?? new Map<string, QuoteDocument>();
      asked.set(order_no, known.set(`${one.account} ${one.channel_id}`, answer));
      tell({ kind: "answered", quote: answer });
    }),
  );
  tell({ kind: "done", quotes: table(order_no, stored(order_no)) });
  return null;
}

/** An order with what matters set. */
export const order = (some: Partial<OrderDocument>): OrderDocument => ({
  order_no: "A1062",
  id: "0193-a1062",
  reference: "shop 77",
  state: "ready",
  last_error: null,
  missing: [],
  ignored: [],
  warnings: [],
  account: null,
  channel_id: null,
  channel_name: null,
  provider_order_no: null,
  tracking_no: null,
  boxes: [
    { box_no: "box1", tracking_no: null, weight_kg: "1.92" },
    { box_no: "box2", tracking_no: null, weight_kg: "1.50" },
  ],
  charges: [],
  labels: [],
  label_look_at: null,
  refund: null,
  status: null,
  events: 0,
  purchases: [],
  attempts: [],
  recipient: { name: "Hannah K.", postcode: "90012", city: "Los Angeles", country: "US" },
  prints: [],
  created_at: minutesAgo(90),
  updated_at: minutesAgo(18),
  order: null,
  ...some,
});

export const answers: Answers = {
  quotesShow: ({ orderNo }) => table(String(orderNo), stored(String(orderNo))),
  quoteAsk: ({ ask, onEvent }) =>
    stream(ask as QuoteAsk, (event) =>
      (onEvent as { onmessage: (event: QuoteEvent) => void }).onmessage(event),
    ),
  rateSet: ({ currency, rate }) => {
    const set_at = minutesAgo(0);
    rates.set(String(currency), { rate: String(rate), set_at });
    return { currency, rate, set_at };
  },
};
