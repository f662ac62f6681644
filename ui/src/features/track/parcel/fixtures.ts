import type {
  Candidate,
  EventDocument,
  RegistrationAsk,
  RegistrationDocument,
  RegistrationFieldDocument,
  TrackDocument,
} from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented parcels for the parcel page: known to three sources at once, registered, with proofs in every state. */
const NOW = Date.now();
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW - hours * HOUR).toISOString();
const wall = (hours: number) => hoursAgo(hours).slice(0, 19).replace("T", " ");

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
  raw: { code: some.code ?? null, description: some.text ?? "", place: some.location ?? null },
  ...some,
});

const parcel = (some: Partial<TrackDocument>): TrackDocument => ({
  id: `parcel ${some.number}`,
  number: "",
  numbers: [some.number ?? ""],
  order_no: null,
  status: "in_transit",
  final: false,
  carrier: null,
  origin: "CN",
  destination: "DE",
  fetched_at: hoursAgo(0.2),
  events: [],
  decided_by: null,
  pods: [],
  pod_state: "none",
  pod_error: null,
  sources: [],
  registrations: [],
  purchase: null,
  goods: [],
  ...some,
});

export const registration: RegistrationDocument = {
  account: "TrackingMore",
  carrier: "dhl-germany",
  registered_at: hoursAgo(170),
  live_after: null,
  stopped_at: null,
};

const field = (name: string, value: string | null, editable = true): RegistrationFieldDocument => ({
  name,
  needed: false,
  from_order: false,
  editable,
  choices: [],
  value,
});

/** What the list says of it; the account sends nothing about recipients, so it names no field for that. */
export const held: readonly RegistrationFieldDocument[] = [
  field("destination_code", "DE"),
  field("title", "Cups"),
  field("logistics_channel", null),
  field("order_id", "A1055"),
  field("tracking_ship_date", "2026-11-18", false),
  field("comment", null, false),
  { ...field("archived", null), choices: ["true", "false"] },
  { ...field("status", "7"), choices: ["4", "7", "8"] },
];

/** The warehouse that took it in, the one that sent it on, and the service that follows carriers: one timeline. */
export const merged: TrackDocument = parcel({
  number: "00340434292135100377",
  numbers: ["00340434292135100377", "WO3300541", "DC88120077"],
  order_no: "A1055",
  status: "out_for_delivery",
  carrier: "DHL",
  events: [
    event({
      at: hoursAgo(2.5),
      at_text: hoursAgo(2.5),
      source: "TrackingMore",
      also: ["万邑通"],
      status: "out_for_delivery",
      code: "transit-003",
      text: "Die Sendung wurde in das Zustellfahrzeug geladen.",
      location: "Hamburg",
    }),
    event({
      at_text: wall(11),
      code: "T1",
      text: "Arrived at delivery base",
      location: "Hamburg",
    }),
    event({
      at: hoursAgo(40),
      at_text: hoursAgo(40),
      source: "TrackingMore",
      status: "customs",
      code: "customs-001",
      text: "Customs clearance completed",
      location: "Leipzig",
    }),
    event({ at_text: wall(96), source: "丁仓·主账户", text: "航班离开深圳", location: "深圳" }),
    event({
      at_text: wall(101),
      also: ["丁仓·主账户"],
      kind: "warehouse",
      status: "processing",
      code: "OUT",
      text: "仓库出库",
      location: "深圳",
    }),
    event({
      at_text: wall(104),
      source: "丁仓·主账户",
      kind: "warehouse",
      status: "info_received",
      text: "订单资料已收到",
    }),
  ],
  sources: [
    { account: "丁仓·主账户", provider: "dingcang", asked_at: hoursAgo(0.2), error: null, said: null },
    { account: "万邑通", provider: "winit", asked_at: hoursAgo(0.3), error: null, said: null },
    { account: "TrackingMore", provider: "trackingmore", asked_at: hoursAgo(2), error: null, said: null },
  ],
  registrations: [{ ...registration, live_after: new Date(NOW + 1.2 * HOUR).toISOString() }],
});

/** Delivered; its proof was offered and could not be got yet. */
export const missed: TrackDocument = parcel({
  number: "JJD000390007882200",
  status: "delivered",
  final: true,
  carrier: "DHL",
  destination: "GB",
  events: [
    event({ at_text: wall(30), status: "delivered", code: "DLC", text: "Delivered", location: "Leeds" }),
  ],
  pod_state: "missed",
  pod_error: refusal({
    code: "network.timeout",
    class: "try_later",
    message: "The link did not answer in 20 s.",
    next_step: "",
    retryable: true,
  }),
  sources: [{ account: "万邑通", provider: "winit", asked_at: hoursAgo(0.2), error: null, said: null }],
});

/** Nobody follows it for us: it stands on no list. */
export const unlisted: TrackDocument = parcel({
  number: "1Z999AA10123456784",
  status: "customs",
  carrier: "UPS",
  destination: "CA",
  events: [event({ at_text: wall(8), status: "customs", text: "Import scan", location: "Toronto" })],
  sources: [{ account: "万邑通", provider: "winit", asked_at: hoursAgo(0.2), error: null, said: null }],
});

export const parcels: readonly TrackDocument[] = [merged, missed, unlisted];

/** Whose number `1Z…` is, by its check digit. */
export const candidates: readonly Candidate[] = [
  {
    carrier: "ups",
    name: "UPS",
    kind: "parcel",
    sure: "checksum",
    number: "1Z999AA10123456784",
    country: null,
  },
];

const known = (number: unknown) => parcels.find((one) => one.numbers.includes(String(number)));

/** What is answered about these parcels; about others whoever else knows them. */
export const answers: Answers = {
  trackDetect: ({ number }) => ({
    number,
    candidates: candidates.filter((one) => one.number === number),
    carriers: [],
    error: null,
  }),
  trackLive: ({ number }) => {
    const found = known(number);
    const live_after = new Date(Date.now() + 2 * HOUR).toISOString();
    return found && { ...found, registrations: [{ ...registration, live_after }] };
  },
  trackCarrier: ({ number, carrier }) => {
    const found = known(number);
    return found && { ...found, registrations: [{ ...registration, carrier: String(carrier) }] };
  },
  trackEdit: ({ parcels }) => {
    const [{ number }] = parcels as [RegistrationAsk];
    const result = { number, carrier: registration.carrier, outcome: "done", error: null };
    return { results: [result], done: 1, failed: 0, unknown: 0 };
  },
  podPrint: () => null,
};
