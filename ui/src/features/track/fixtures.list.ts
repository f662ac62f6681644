import type {
  AccountDocument,
  Candidate,
  CarrierDocument,
  Come,
  ErrorDocument,
  NumberRead,
  ParcelRow,
  RegistrationAsk,
  RegistrationFieldDocument,
  RegistrationResult,
  RegistrationResults,
} from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";
import { held } from "./parcel/fixtures";

/** Invented answers of what is done over the list: numbers read and followed, checked, stopped, taken off, asked about. */
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** Tests do not wait. */
const SLOW = import.meta.env.MODE === "test" ? 0 : 900;

/** Says in three steps how far it has come. */
async function come(channel: unknown, total: number) {
  for (const part of [1, 2, 3]) {
    await wait(SLOW);
    (channel as { onmessage: (come: Come) => void }).onmessage({
      done: Math.ceil((total * part) / 3),
      total,
    });
  }
}

export const NEEDS_PERSON: ReadonlySet<string> = new Set([
  "unknown",
  "attempt_failed",
  "exception",
  "ready_for_pickup",
]);

const account = (some: Partial<AccountDocument>): AccountDocument => ({
  name: "",
  id: "",
  provider: "trackingmore",
  provider_label: "TrackingMore",
  base_url: "https://api.example.test/v2",
  http_consent_at: null,
  fields: {},
  secrets: [],
  capabilities: ["tracking"],
  enabled: true,
  position: 0,
  silent_until: null,
  channels_at: null,
  remarks: [],
  open_purchases: 0,
  ...some,
});

/** One that keeps a list and knows carriers, one that only answers, one that is off, one that follows nothing. */
export const trackers: AccountDocument[] = [
  account({
    id: "t1",
    name: "TrackingMore",
    capabilities: ["tracking", "registrations", "carriers", "lanes", "air_waybills", "quotas"],
  }),
  account({ id: "t2", name: "Winit", provider: "winit", provider_label: "Winit", position: 1 }),
  account({ id: "t3", name: "Old Winit", provider: "winit", enabled: false, position: 2 }),
  account({ id: "t4", name: "Xportcn", provider: "xportcn", capabilities: ["purchases"], position: 3 }),
];

const carrier = (code: string, name: string): CarrierDocument => ({
  account: "TrackingMore",
  code,
  name,
  homepage: null,
  phone: null,
});

export const carriers: CarrierDocument[] = [
  carrier("china-post", "China Post"),
  carrier("colissimo", "Colissimo"),
  carrier("deutsche-post", "Deutsche Post"),
  carrier("dhl", "DHL Express"),
  carrier("fedex", "FedEx"),
  carrier("gls", "GLS"),
  carrier("mondialrelay", "Mondial Relay"),
  carrier("postnl-3s", "PostNL International 3S"),
  carrier("royal-mail", "Royal Mail"),
  carrier("ups", "UPS"),
  carrier("usps", "USPS"),
  carrier("yunexpress", "YunExpress"),
];

const NEEDS: Record<string, string> = {
  "deutsche-post": "tracking_ship_date",
  mondialrelay: "tracking_postal_code",
  "postnl-3s": "tracking_postal_code",
};

export function fieldsOf(code: string): RegistrationFieldDocument[] {
  return ["title", "tracking_ship_date", "tracking_postal_code", "comment"].map((name) => ({
    name,
    needed: NEEDS[code] === name,
    from_order: name === "tracking_ship_date" || name === "tracking_postal_code",
    editable: name === "title",
    choices: [],
    value: null,
  }));
}

const candidate = (name: string, some: Partial<Candidate>): Candidate => ({
  carrier: name.toLowerCase().replace(/\s/g, "-"),
  name,
  kind: "parcel",
  sure: "checksum",
  number: "",
  country: null,
  ...some,
});

/** By the first letters alone: the engine counts check digits. */
function candidatesOf(number: string): Candidate[] {
  if (/^\d{3}-\d{8}$/.test(number)) return [candidate("Air waybill", { kind: "air_waybill", number })];
  if (/^1Z/.test(number)) return [candidate("UPS", { number })];
  if (/^94/.test(number)) return [candidate("USPS", { number })];
  if (/^92/.test(number)) return [candidate("USPS", { number }), candidate("FedEx SmartPost", { number })];
  if (/^JJD/.test(number)) return [candidate("DHL Express", { number, sure: "shape" })];
  return [];
}

const KNOWN = new Set(["LX700321884CN", "00340434292135100186"]);

/** Numbers of a text: each word one, or the second word of a line a carrier where there is a line of column names. */
export function readNumbers(text: string): {
  rows: NumberRead[];
  doubled: number;
  ignored_columns: string[];
} {
  const table = /tracking_number/.test(text);
  const words = table
    ? text
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(/[,\t]/))
    : text
        .split(/[\s,;，；、]+/)
        .filter(Boolean)
        .map((word) => [word]);
  const rows = new Map<string, NumberRead>();
  for (const [number = "", code] of words) {
    if (rows.has(number)) continue;
    rows.set(number, {
      line: rows.size + 1,
      number,
      carrier: code || null,
      fields: {},
      candidates: candidatesOf(number),
      known: KNOWN.has(number),
      issue: number.length < 5 ? tooShort(number) : null,
    });
  }
  const ignored = table && /colour/.test(text) ? ["colour"] : [];
  return { rows: [...rows.values()], doubled: words.length - rows.size, ignored_columns: ignored };
}

const tooShort = (number: string): NumberRead["issue"] => ({
  path: "number",
  problem: "wrong_kind",
  allowed: null,
  given: number,
  message: "A tracking number has at least 5 characters.",
});

const refused = (some: Partial<ErrorDocument>) =>
  refusal({ code: "provider.refused", class: "provider_says_no", provider: "trackingmore", ...some });

const listed = new Map<string, ParcelRow>();
/** What was followed since the page was opened. */
export const followed = () => [...listed.values()].toReversed();

function keep(number: string, code: string | null): void {
  listed.set(number, {
    number,
    order_no: null,
    carrier: code,
    recipient: "",
    country: "",
    status: "pending",
    final: false,
    last_event_at: null,
    last_text: "",
    fetched_at: null,
    sources: ["TrackingMore"],
    pods: 0,
  });
}

/** Numbers that end in 00 are refused, in 01 nobody knows, in 02 they were there before. */
export function follow(asks: RegistrationAsk[]): RegistrationResults {
  const results = asks.map(({ number, carrier: code, fields }): RegistrationResult => {
    const said = (outcome: RegistrationResult["outcome"], error: ErrorDocument | null = null) => ({
      number,
      carrier: code,
      corrected_from: null,
      outcome,
      error,
    });
    const need = NEEDS[code ?? ""];
    if (need && !fields[need]) {
      const issue = { path: need, problem: "missing" as const, allowed: null, given: null };
      return said(
        "failed",
        refused({
          code: "data.invalid",
          class: "fix_data",
          message: `${code} finds nothing without it.`,
          fields: [{ ...issue, message: "It is missing." }],
        }),
      );
    }
    if (number.startsWith("TWO") && !code) {
      const issue = { path: "carrier_code", problem: "wrong_kind" as const, allowed: "gls, usps", given: "" };
      const message = "The carrier is not sure: gls, usps.";
      return said(
        "failed",
        refused({
          code: "tracking.carrier_unclear",
          class: "fix_data",
          message: "Something in it is not right.",
          fields: [{ ...issue, message }],
        }),
      );
    }
    if (number.endsWith("00")) {
      return said(
        "failed",
        refused({
          message: "TrackingMore does not know this carrier.",
          next_step: "Choose another carrier.",
        }),
      );
    }
    if (number.endsWith("01")) {
      return said(
        "unknown",
        refused({
          class: "unknown",
          message: "Nobody knows whether it is registered.",
          next_step: "Follow it again: that does no harm.",
        }),
      );
    }
    return said(number.endsWith("02") ? "already" : "done");
  });
  return counted(results);
}

function counted(results: RegistrationResult[]): RegistrationResults {
  const of = (...outcomes: string[]) => results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { results, done: of("done", "already"), failed: of("failed"), unknown: of("unknown") };
}

const notListed = refused({
  code: "tracking.not_registered",
  message: "No account has it on a list.",
  next_step: "Nothing is to be done.",
});

const deed = (numbers: unknown): RegistrationResults =>
  counted(
    (numbers as string[]).map((number) => ({
      number,
      carrier: null,
      corrected_from: null,
      outcome: number.startsWith("WO") ? ("failed" as const) : ("done" as const),
      error: number.startsWith("WO") ? notListed : null,
    })),
  );

const DAYS = [
  ["delivery_time_50", "8"],
  ["delivery_time_90", "14"],
] as const;

export const answers: Answers = {
  trackRead: ({ text }) => readNumbers(String(text)),
  trackReadFile: () =>
    readNumbers(
      "tracking_number,carrier_code,colour\n1Z999AA10123456784,,red\nMR7788990011,mondialrelay,blue",
    ),
  registrationFields: ({ carrier: code, number }) => (number === null ? fieldsOf(String(code)) : held),
  carrierList: async () => {
    await wait(SLOW);
    return carriers;
  },
  trackAdd: async ({ parcels }) => {
    await wait(SLOW);
    const results = follow(parcels as RegistrationAsk[]);
    for (const one of results.results) if (one.outcome === "done") keep(one.number, one.carrier);
    return results;
  },
  trackAwb: async ({ numbers }) => {
    await wait(SLOW);
    for (const number of numbers as string[]) keep(number, "air");
    return { items: (numbers as string[]).map((number) => ({ number, track: null, error: null })) };
  },
  trackRefresh: async ({ numbers, onCome }) => {
    const asked = (numbers as string[]).length || 3;
    await come(onCome, asked);
    return { asked, calls: Math.ceil(asked / 30), errors: [] };
  },
  workStop: () => null,
  trackStop: ({ numbers }) => deed(numbers),
  trackRemove: ({ numbers }) => deed(numbers),
  parcelExport: ({ path, numbers }) => ({
    file: path,
    parcels: (numbers as string[]).length || 8,
    bytes: 4096,
  }),
  disputePack: ({ number, path }) => ({
    file: path,
    number,
    pages: 4,
    bytes: 90_000,
    pods: [],
    left_out: [],
  }),
  podExport: ({ number, folder }) => ({ files: [`${folder}/${number}-1.pdf`, `${folder}/${number}-2.jpg`] }),
  trackPull: async ({ account: name, onCome }) => {
    await come(onCome, 3412);
    return { account: name, pulled: 3412, new: 12, pages: 2 };
  },
  trackCounts: async ({ account: name }) => {
    await wait(SLOW);
    const counts = [
      ["pending", 4],
      ["transit", 812],
      ["pickup", 9],
      ["delivered", 2571],
      ["expired", 16],
    ] as const;
    return { account: name, counts: counts.map(([status, count]) => ({ status, count })), here: 3400 };
  },
  checkRemote: async ({ country, postcode }) => {
    await wait(SLOW);
    return { country, postcode, carriers: String(postcode).startsWith("9") ? ["DHL", "UPS"] : [] };
  },
  checkTransitTime: async ({ carrier: code, from, to }) => {
    await wait(SLOW);
    return { carrier: code, from, to, days: DAYS.map(([name, value]) => ({ name, value })) };
  },
};
