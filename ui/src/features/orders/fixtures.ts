import type { ErrorDocument, OrderDocument, OrderListRequest, OrderRow, Results } from "~/ipc/bindings";
import { type Answers, refusal, tellChange } from "~/test/pretend";
import { preview } from "./fixtures.import";

/** Invented: the orders of the drawings, and thousands before them. On the page `?many` for 10,000, `?empty` for none. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export const tooShort: ErrorDocument = refusal({
  code: "data.invalid",
  class: "fix_data",
  message: "Postcode 0390 is too short: US needs 5 digits. Nothing was charged.",
  next_step: "E to fix.",
  fields: [
    {
      path: "recipient.postcode",
      problem: "wrong_kind",
      allowed: "US 99999",
      given: "0390",
      message: "Recipient › Postcode: “0390” does not look like one of US 99999",
    },
  ],
});

export const lowBalance: ErrorDocument = refusal({
  code: "provider.refused",
  class: "provider_says_no",
  message: "Dingcang refused: “余额不足” (balance too low). Nothing was charged.",
  next_step: "Top up, then R buys it again.",
  provider: "dingcang",
  provider_message: "余额不足",
  retryable: true,
});

const base: OrderRow = {
  id: "",
  order_no: null,
  reference: "shop 77 / 20931",
  state: "ready",
  recipient: "Hannah K.",
  country: "US",
  city: "Los Angeles",
  boxes: 1,
  weight_kg: "0.88",
  battery: false,
  progress: { kind: "none" },
  price: null,
  charged: false,
  account: null,
  channel_id: null,
  channel_name: null,
  tracking_no: null,
  batch: null,
  created_at: ago(60),
  updated_at: ago(5),
};

const cny = (amount: string) => ({ amount, currency: "CNY" });
const bought = { account: "Dingcang main", channel_id: "204", channel_name: "燕文专线追踪" };
const quoted = { kind: "quoted", at: ago(2), channels: 8 } as const;
const row = (number: number, minutes: number, some: Partial<OrderRow>): OrderRow => ({
  ...base,
  id: `id-${number}`,
  order_no: `A${number}`,
  updated_at: ago(minutes),
  created_at: ago(minutes + 40),
  ...some,
});

const missingPostcode = {
  path: "recipient.postcode",
  problem: "missing",
  allowed: null,
  given: null,
  message: "Recipient › Postcode: still to be filled in",
} as const;

/** The newest first, as they are drawn. */
export const drawn = (): OrderRow[] => [
  row(1079, 2, {
    state: "draft",
    recipient: "周**",
    country: "SG",
    city: "新加坡",
    weight_kg: "0.42",
    reference: "微信",
    progress: { kind: "missing", issue: missingPostcode, more: 0 },
  }),
  row(1078, 4, { country: "DE", city: "Leipzig" }),
  row(1077, 4, { recipient: "Tom R.", country: "GB", city: "Bristol", weight_kg: "1.20" }),
  row(1076, 6, {
    state: "failed",
    recipient: "Marisol D.",
    city: "El Paso",
    weight_kg: "0.65",
    progress: { kind: "error", error: tooShort },
  }),
  row(1075, 9, { recipient: "Louis P.", country: "FR", city: "Lyon", boxes: 2, weight_kg: "4.10" }),
  row(1074, 0, {
    ...bought,
    state: "submitting",
    recipient: "Ines V.",
    country: "PT",
    city: "Porto",
    weight_kg: "0.35",
    progress: { kind: "sent", at: ago(0.05) },
    price: cny("38.60"),
  }),
  row(1073, 1, {
    ...bought,
    state: "unknown",
    recipient: "Grace L.",
    city: "Austin",
    weight_kg: "2.05",
    progress: { kind: "lost", asked_again_at: null },
  }),
  row(1072, 1, {
    ...bought,
    state: "submitted",
    recipient: "Pavel N.",
    country: "CZ",
    city: "Brno",
    weight_kg: "0.50",
    progress: { kind: "waiting_label", since: ago(0.2) },
    price: cny("36.20"),
    charged: true,
  }),
  row(1071, 11, { recipient: "Emma S.", country: "NL", city: "Utrecht", weight_kg: "0.74" }),
  row(1070, 12, {
    ...bought,
    state: "failed",
    recipient: "Aiko T.",
    country: "JP",
    city: "名古屋",
    weight_kg: "0.31",
    progress: { kind: "error", error: lowBalance },
  }),
  row(1062, 18, { boxes: 2, weight_kg: "3.42", battery: true, progress: quoted, price: cny("42.80") }),
  row(1061, 18, {
    recipient: "Daniel O.",
    city: "Chicago",
    weight_kg: "1.10",
    progress: quoted,
    price: cny("28.40"),
  }),
  row(1060, 19, {
    recipient: "Priya M.",
    city: "Seattle",
    boxes: 2,
    weight_kg: "3.86",
    progress: quoted,
    price: cny("49.15"),
  }),
  row(1059, 19, {
    recipient: "Noah B.",
    city: "Denver",
    weight_kg: "2.30",
    progress: quoted,
    price: cny("46.60"),
  }),
  row(1058, 20, {
    recipient: "Sofia G.",
    city: "Miami",
    weight_kg: "2.16",
    progress: quoted,
    price: { amount: "9.36", currency: "USD" },
  }),
  ...[
    ["Jonas W.", "DE", "Hamburg", "0.92", { kind: "unprinted" }, "52.40"],
    ["Aoife M.", "IE", "Cork", "0.48", { kind: "printed", at: ago(20), times: 1 }, "41.30"],
    ["Kenji T.", "JP", "大阪", "7.40", { kind: "printed", at: ago(30), times: 2 }, "96.80"],
  ].map(([recipient, country, city, weight_kg, progress, price], index) =>
    row(1057 - index, 22 + index * 4, {
      ...bought,
      state: "labelled",
      recipient: recipient as string,
      country: country as string,
      city: city as string,
      weight_kg: weight_kg as string,
      boxes: index === 2 ? 3 : 1,
      progress: progress as OrderRow["progress"],
      price: cny(price as string),
      charged: true,
      tracking_no: `9400111899560000${107_731 + index}`,
    }),
  ),
  row(1054, 40, {
    ...bought,
    state: "cancelling",
    recipient: "Lucas F.",
    country: "FR",
    city: "Lille",
    weight_kg: "0.60",
    progress: { kind: "refund", refund: "in_progress" },
    price: cny("49.90"),
    charged: true,
  }),
  ...(["processing", "picked_up", "in_transit"] as const).map((status, index) =>
    row(1053 - index, 60 * (index + 1), {
      ...bought,
      state: "labelled",
      recipient: ["Mia C.", "Oscar H.", "林**"][index] ?? "",
      country: ["CA", "SE", "TW"][index] ?? "",
      city: ["Toronto", "Malmö", "台中"][index] ?? "",
      weight_kg: "1.05",
      progress: { kind: "delivery", status },
      price: cny("39.70"),
      charged: true,
    }),
  ),
  row(1050, 60 * 26, {
    ...bought,
    state: "cancelled",
    recipient: "Ella J.",
    country: "GB",
    city: "Leeds",
    weight_kg: "0.58",
    progress: { kind: "refund", refund: "done" },
    price: cny("31.20"),
    charged: true,
  }),
];

/** Older ones, all delivered. */
const older = (many: number): OrderRow[] =>
  Array.from({ length: many }, (_, index) =>
    row(1049 - index, 60 * 24 * (2 + index / 40), {
      ...bought,
      order_no: `A${String(1049 - index).padStart(5, "0")}`,
      state: "labelled",
      progress: { kind: "delivery", status: "delivered" },
      price: cny("27.10"),
      charged: true,
    }),
  );

/** The orders that the pretended folder has; forms add to them. */
export const folder: { rows: OrderRow[] } = {
  rows: asked.has("empty") ? [] : [...drawn(), ...older(asked.has("many") ? 10_000 : 40)],
};

const unfinished = (one: OrderRow) => one.progress.kind !== "delivery" || one.progress.status !== "delivered";
const VIEWS: Record<OrderListRequest["view"], (one: OrderRow) => boolean> = {
  today: unfinished,
  failed: (one) => one.state === "failed",
  unknown: (one) => one.state === "unknown",
  unprinted: (one) => one.progress.kind === "unprinted",
  all: () => true,
};

const matches = (one: OrderRow, query: string | null) =>
  !query ||
  JSON.stringify([one.order_no, one.reference, one.recipient, one.city, one.tracking_no])
    .toLowerCase()
    .includes(query.toLowerCase());

function list({ view, states, query, sort, limit, after }: OrderListRequest) {
  const found = folder.rows.filter(
    (one) => VIEWS[view](one) && (states.length === 0 || states.includes(one.state)) && matches(one, query),
  );
  const sorted =
    sort === "oldest"
      ? found.toReversed()
      : sort === "updated"
        ? found.toSorted((one, other) => other.updated_at.localeCompare(one.updated_at))
        : found;
  const start = after === null ? 0 : Number(after);
  const end = start + limit;
  return {
    items: sorted.slice(start, end),
    next: end < sorted.length ? String(end) : null,
    total: sorted.length,
  };
}

/** An order as it is shown, from its row. */
export function shown(one: OrderRow): OrderDocument {
  const error = one.progress.kind === "error" ? one.progress.error : null;
  return {
    order_no: one.order_no,
    id: one.id,
    reference: one.reference,
    state: one.state,
    last_error: error,
    missing: one.progress.kind === "missing" ? [one.progress.issue] : [],
    ignored: [],
    warnings: [],
    account: one.account,
    channel_id: one.channel_id,
    channel_name: one.channel_name,
    provider_order_no: one.account ? one.order_no : null,
    tracking_no: one.tracking_no,
    boxes: [{ box_no: `${one.order_no}-1`, tracking_no: one.tracking_no, weight_kg: one.weight_kg }],
    charges: one.charged && one.price ? [{ kind: "postage", ...one.price }] : [],
    labels: [],
    label_look_at: null,
    refund: one.progress.kind === "refund" ? one.progress.refund : null,
    status: one.progress.kind === "delivery" ? one.progress.status : null,
    events: 0,
    purchases: [],
    attempts: one.account
      ? [
          {
            at: one.updated_at,
            action: "create",
            outcome: one.state === "unknown" ? "purchase.unknown" : "done",
            account: one.account,
            http_status: one.state === "unknown" ? 502 : 200,
            took_ms: 1240,
            provider_message: one.state === "unknown" ? "Bad Gateway" : null,
          },
        ]
      : [],
    recipient: { name: one.recipient, postcode: "90012", city: one.city, country: one.country },
    prints: [],
    created_at: one.created_at,
    updated_at: one.updated_at,
    order: null,
  };
}

const find = (which: unknown) => {
  const one = folder.rows.find(({ id, order_no }) => id === which || order_no === which);
  if (!one) throw refusal({ code: "order.not_found", message: `There is no order ${String(which)} here.` });
  return one;
};

/** Changes orders by their numbers, and tells what became of them. */
function change(numbers: unknown, become: (one: OrderRow) => Partial<OrderRow>): Results {
  const changed = (numbers as string[]).map((number) =>
    Object.assign(find(number), become(find(number)), { updated_at: ago(0) }),
  );
  void tellChange("orders");
  return { results: changed.map(shown), done: changed.length, failed: 0, unknown: 0 };
}

export const answers: Answers = {
  orderList: ({ request }) => list(request as OrderListRequest),
  orderCounts: ({ query }) => {
    const count = (view: OrderListRequest["view"]) =>
      folder.rows.filter((one) => VIEWS[view](one) && matches(one, query as string | null)).length;
    return {
      today: count("today"),
      failed: count("failed"),
      unknown: count("unknown"),
      unprinted: count("unprinted"),
      all: count("all"),
      batches: [{ id: "batch-1", source: "shop77-1122.xlsx", orders: 214 }],
    };
  },
  orderShow: ({ order }) => shown(find(order)),
  orderDiscard: ({ id }) => {
    folder.rows = folder.rows.filter((one) => one.id !== id);
    void tellChange("orders");
    return null;
  },
  reconcile: async ({ orderNos }) => {
    await new Promise((done) => setTimeout(done, 700));
    return change(orderNos, () => ({
      state: "labelled",
      progress: { kind: "unprinted" },
      price: cny("44.00"),
      charged: true,
    }));
  },
  labelFetch: ({ orderNos }) =>
    change(orderNos, () => ({ state: "labelled", progress: { kind: "unprinted" } })),
  cancel: ({ orderNos }) =>
    change(orderNos, () => ({ state: "cancelling", progress: { kind: "refund", refund: "in_progress" } })),
  refund: ({ orderNos }) =>
    change(orderNos, () => ({ state: "cancelled", progress: { kind: "refund", refund: "done" } })),
  importPreview: () => preview,
  importRun: () => ({ ...preview, duplicates: 0 }),
  orderExport: ({ path, ids }) => ({
    file: path,
    orders: (ids as string[]).length || folder.rows.length,
    bytes: 120_000,
  }),
};
