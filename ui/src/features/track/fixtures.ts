import type { EventDocument, OrderDocument, ParcelRow, TrackDocument } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";
import { followed, answers as listAnswers, NEEDS_PERSON } from "./fixtures.list";
import { parcels as pageParcels, answers as parcelAnswers } from "./parcel/fixtures";

/** Invented parcels. On the page `?parcels=10000` for many, `?parcels=0` for none. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
const NOW = Date.now();
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW - hours * HOUR).toISOString();
/** A wall time at a place, without a zone. */
const wall = (hours: number) => new Date(NOW - hours * HOUR).toISOString().slice(0, 19).replace("T", " ");

const event = (some: Partial<EventDocument>): EventDocument => ({
  at: null,
  at_text: wall(1),
  source: "万邑通",
  also: [],
  kind: "carrier",
  status: "in_transit",
  code: null,
  text: "",
  location: null,
  raw: { eventCode: some.code ?? null, eventDescription: some.text ?? "", location: some.location ?? null },
  ...some,
});

const trouble = refusal({
  code: "network.timeout",
  class: "try_later",
  message: "丁仓·主账户没答，20 秒到了。",
  next_step: "按 F5 再问。",
  retryable: true,
});

/** Delivered, with everything that a timeline can have. */
export const delivered: TrackDocument = {
  id: "0199b031",
  number: "00340434292135100186",
  numbers: ["00340434292135100186", "WO3300187"],
  order_no: "A1031",
  status: "delivered",
  final: true,
  carrier: "DHL",
  origin: "CN",
  destination: "DE",
  fetched_at: hoursAgo(0.25),
  decided_by: 0,
  events: [
    event({
      at_text: wall(46),
      status: "delivered",
      code: "DLC",
      text: "Zugestellt an Nachbar: WEBER",
      location: "Berlin",
    }),
    event({
      at_text: wall(51),
      status: "out_for_delivery",
      code: "OF",
      text: "Die Sendung wurde in das Zustellfahrzeug geladen.",
      location: "Berlin",
    }),
    event({
      at_text: wall(63),
      status: "attempt_failed",
      code: "ATTscan",
      text: "Empfänger nicht angetroffen",
      location: "Berlin",
    }),
    event({
      at: hoursAgo(78),
      at_text: hoursAgo(78),
      source: "TrackingMore",
      code: "T1",
      text: "Arrived at delivery base",
      location: "Berlin",
    }),
    event({
      at: hoursAgo(116),
      at_text: hoursAgo(116),
      source: "TrackingMore",
      status: "customs",
      code: "CC",
      text: "Customs clearance completed",
      location: "Leipzig",
    }),
    event({
      at_text: wall(125),
      status: "unknown",
      code: "PARCV-NRQRD",
      text: "PARCV-NRQRD",
      location: "Leipzig",
    }),
    event({ at_text: wall(210), source: "丁仓·主账户", text: "Departed from SZX", location: "深圳" }),
    event({
      at_text: wall(214),
      kind: "warehouse",
      status: "processing",
      code: "DLI",
      text: "派送中",
      location: "深圳",
    }),
    event({
      at_text: wall(218),
      kind: "warehouse",
      status: "info_received",
      code: "SO",
      text: "",
      location: null,
    }),
    event({ at_text: "within 24h", kind: "warehouse", status: "info_received", text: "Order data received" }),
  ],
  pods: [
    {
      sha256: "9f2c7d1c5b0e4a6f8d3b2c1a0f9e8d7c6b5a49382716051423324150697841ab",
      media_type: "application/pdf",
      bytes: 6400,
      fetched_at: hoursAgo(45.5),
    },
    {
      sha256: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
      media_type: "image/jpeg",
      bytes: 9000,
      fetched_at: hoursAgo(45.5),
    },
  ],
  pod_state: "stored",
  pod_error: null,
  sources: [
    { account: "万邑通", provider: "winit", asked_at: hoursAgo(0.25), error: null, said: "派送完成" },
    { account: "TrackingMore", provider: "trackingmore", asked_at: hoursAgo(2), error: null, said: null },
    { account: "丁仓·主账户", provider: "dingcang", asked_at: hoursAgo(0.2), error: trouble, said: null },
  ],
  registrations: [],
  purchase: null,
  goods: [],
};

/** On its way, told by one source that gives instants. */
export const moving: TrackDocument = {
  ...delivered,
  id: "0199b062",
  number: "9400111899560000107731",
  numbers: ["9400111899560000107731"],
  order_no: "A1062",
  status: "in_transit",
  final: false,
  carrier: "USPS",
  destination: "US",
  decided_by: 1,
  events: [
    event({
      at: hoursAgo(4),
      at_text: hoursAgo(4),
      source: "TrackingMore",
      status: "unknown",
      code: "X9",
      text: "Process step 9",
    }),
    event({
      at: hoursAgo(26),
      at_text: hoursAgo(26),
      source: "TrackingMore",
      text: "Departed Regional Facility",
      location: "Los Angeles",
    }),
  ],
  pods: [],
  pod_state: "none",
  sources: [
    { account: "TrackingMore", provider: "trackingmore", asked_at: hoursAgo(0.1), error: null, said: null },
  ],
};

/** Nothing was ever told. */
export const silent: TrackDocument = {
  ...moving,
  id: "0199b0lx",
  number: "LX700321884CN",
  numbers: ["LX700321884CN"],
  order_no: null,
  status: "not_found",
  events: [],
  decided_by: null,
};

const row = (some: Partial<ParcelRow>): ParcelRow => ({
  number: "",
  order_no: null,
  carrier: null,
  recipient: "",
  country: "",
  status: "in_transit",
  final: false,
  last_event_at: hoursAgo(3),
  last_text: "",
  fetched_at: hoursAgo(0.5),
  sources: ["万邑通"],
  pods: 0,
  ...some,
});

const first: ParcelRow[] = [
  row({
    number: "9400111899560000107731",
    order_no: "A1062",
    carrier: "USPS",
    recipient: "Hannah K.",
    country: "US",
    last_event_at: hoursAgo(4),
    last_text: "Process step 9",
    sources: ["TrackingMore"],
  }),
  row({
    number: "00340434292135100186",
    order_no: "A1031",
    carrier: "DHL",
    recipient: "Jonas W.",
    country: "DE",
    status: "delivered",
    final: true,
    last_event_at: wall(46).replace(" ", "T"),
    last_text: "Zugestellt an Nachbar: WEBER",
    sources: ["万邑通", "TrackingMore", "丁仓·主账户"],
    pods: 2,
  }),
  row({
    number: "LX700321884CN",
    carrier: null,
    country: "",
    status: "not_found",
    last_event_at: null,
    sources: ["TrackingMore"],
  }),
  row({
    number: "JJD000390007882134",
    order_no: "A1020",
    carrier: "DHL",
    recipient: "王**",
    country: "GB",
    status: "attempt_failed",
    last_text: "Delivery attempted, no access to property",
  }),
  row({
    number: "6A19283746501",
    order_no: "A1018",
    carrier: "Colissimo",
    recipient: "Léa M.",
    country: "FR",
    status: "exception",
    last_text: "Colis endommagé, réexpédition en cours",
  }),
  row({
    number: "1Z999AA10123456784",
    order_no: "A1011",
    carrier: "UPS",
    recipient: "Samuel O.",
    country: "CA",
    status: "customs",
    last_text: "Import scan",
  }),
  row({
    number: "WO3300201",
    order_no: "A1009",
    recipient: "陈**",
    country: "TW",
    status: "unknown",
    last_text: "PARCV-NRQRD",
  }),
  row({
    number: "YT2632821266000331",
    order_no: "A1007",
    carrier: "YunExpress",
    recipient: "Bartholomäus-Maximilian F.",
    country: "AT",
    status: "ready_for_pickup",
    last_text: "Die Sendung liegt in der Postfiliale zur Abholung bereit",
  }),
];

const STATUSES = [
  "in_transit",
  "customs",
  "delivered",
  "info_received",
  "out_for_delivery",
  "delayed",
  "returning",
] as const;

function parcels(): ParcelRow[] {
  const wanted = asked.get("parcels");
  if (wanted === null) return first;
  return Array.from({ length: Number(wanted) }, (_, index) => {
    const known = first[index];
    const status = STATUSES[index % STATUSES.length] ?? "in_transit";
    return (
      known ??
      row({
        number: `YT26${String(10_000_000 + index)}`,
        order_no: `B${index}`,
        country: "US",
        recipient: "Mia T.",
        status,
        last_event_at: hoursAgo(index),
        last_text: "Departed facility",
      })
    );
  });
}

const order: Partial<OrderDocument> = {
  order_no: "A1031",
  id: "0199a031",
  state: "labelled",
  account: "丁仓·主账户",
  channel_id: "386",
  channel_name: "德国专线·DHL",
  boxes: [{ box_no: "1", tracking_no: "00340434292135100186", weight_kg: "1.42" }],
  charges: [
    { kind: "postage", amount: "52.40", currency: "CNY" },
    { kind: "fuel", amount: "9.00", currency: "CNY" },
  ],
  recipient: { name: "Jonas W.", postcode: "10115", city: "Berlin", country: "DE" },
};

const known = new Map(
  [delivered, moving, silent, ...pageParcels].flatMap((one) =>
    one.numbers.map((number) => [number, one] as const),
  ),
);
const files: Record<string, string> = {
  "application/pdf": new URL("./fixtures/proof.pdf", import.meta.url).href,
  "image/jpeg": new URL("./fixtures/proof.jpg", import.meta.url).href,
};

const notFound = (number: string) =>
  refusal({
    code: "tracking.not_found",
    class: "provider_says_no",
    message: `No account knows ${number}.`,
    next_step: "Check the number, or ask again later.",
  });

export const answers: Answers = {
  ...listAnswers,
  ...parcelAnswers,
  parcelList: ({ query, needsPerson, after, limit }) => {
    const words = String(query ?? "").toLowerCase();
    const all = [...followed(), ...parcels()].filter(
      (one) =>
        `${one.number} ${one.order_no} ${one.recipient}`.toLowerCase().includes(words) &&
        (!needsPerson || NEEDS_PERSON.has(one.status)),
    );
    const from = Number(after ?? 0);
    const to = from + Number(limit || 100);
    return { items: all.slice(from, to), next: to < all.length ? String(to) : null, total: all.length };
  },
  trackShow: async ({ number, refresh }) => {
    if (refresh) await new Promise((done) => setTimeout(done, asked.has("slow") ? 4000 : 50));
    const found = known.get(String(number));
    const listed = parcels().find((one) => one.number === number);
    if (found) return { ...found, number };
    if (listed)
      return {
        ...moving,
        id: `p-${number}`,
        number,
        numbers: [listed.number],
        order_no: null,
        status: listed.status,
      };
    throw notFound(String(number));
  },
  orderShow: ({ order: wanted }) => (wanted === order.order_no ? order : undefined),
  fileBytes: async ({ sha256 }) => {
    const pod = delivered.pods.find((one) => one.sha256 === sha256);
    const url = pod && files[pod.media_type];
    if (!url) return undefined;
    return (await fetch(url)).arrayBuffer();
  },
};
