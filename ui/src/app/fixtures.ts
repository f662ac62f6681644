import type { AccountStatus, DeskDocument, FindHit, StatusDocument } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented: what the shell asks for. On the page `?lang=en&theme=dark&contrast=high&density=compact&practice&fresh&shut&offline`. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const language = asked.get("lang");

export const desk: DeskDocument = {
  fresh: asked.has("fresh"),
  practice: asked.has("practice"),
  language: language === "en" || language === "zh-TW" ? language : "zh-CN",
  theme: asked.get("theme") === "dark" ? "dark" : "light",
  contrast: asked.get("contrast") === "high" ? "high" : "normal",
  density: (["compact", "roomy"] as const).find((one) => one === asked.get("density")) ?? "normal",
  station: "Bench 2",
  base_currency: "CNY",
  data_dir: "/data/shipping/.local/share/shipdesk",
  version: "0.1.0",
  sqlite_version: "3.51.3",
  session: null,
};

const account: AccountStatus = {
  account: "Dingcang main",
  provider: "dingcang",
  enabled: true,
  balance: { amount: "6369.22", currency: "CNY" },
  quota: null,
  asked_at: minutesAgo(2),
  answered_at: minutesAgo(2),
  silent_until: null,
  error: null,
};

export const status: StatusDocument = {
  accounts: [
    account,
    {
      ...account,
      account: "DingExpress West",
      balance: { amount: "212.40", currency: "USD" },
      asked_at: minutesAgo(42),
    },
    { ...account, account: "TrackingMore", balance: null, quota: { left: 8912, of: 10_000 } },
    {
      ...account,
      account: "Winit",
      balance: null,
      error: refusal({ code: "clock_skew", class: "keys", message: "The clock is 9 minutes fast." }),
    },
  ],
  online: !asked.has("offline"),
  waiting: 3,
  print_queue: 4,
  printer: {
    name: "ZD421",
    info: "Zebra ZD421",
    location: "Bench 2",
    model: "ZD421",
    state: "idle",
    reasons: [],
    message: "",
    accepting: true,
    is_default: true,
    media_default: "100x150mm",
    media: ["100x150mm", "4x6in"],
    media_ready: ["100x150mm"],
    layouts: ["as-is", "100x150", "4x6"],
    label_stock: true,
    takes_pages: true,
    jobs: 0,
    queued: 4,
    routes: ["label"],
  },
  last_sync: minutesAgo(3),
  inbox: 14,
};

export const hits: FindHit[] = [
  {
    kind: "order",
    order: {
      id: "0199a1",
      order_no: "A1062",
      reference: "shop 77 / 20931",
      state: "labelled",
      recipient: "Hannah K.",
      country: "US",
      city: "Los Angeles",
      boxes: 2,
      weight_kg: "3.42",
      battery: true,
      progress: { kind: "delivery", status: "in_transit" },
      price: { amount: "42.80", currency: "CNY" },
      charged: true,
      account: "Dingcang main",
      channel_id: "386",
      channel_name: "美西小包",
      tracking_no: "9400111899560000107731",
      batch: null,
      created_at: minutesAgo(400),
      updated_at: minutesAgo(18),
    },
  },
  {
    kind: "parcel",
    parcel: {
      number: "9400111899560000107731",
      order_no: "A1062",
      carrier: "USPS",
      recipient: "Hannah K.",
      country: "US",
      status: "in_transit",
      final: false,
      last_event_at: minutesAgo(60),
      last_text: "Departed USPS Regional Facility",
      fetched_at: minutesAgo(5),
      sources: ["Dingcang main"],
      pods: 0,
    },
  },
];

let opened = desk;

/** What the station keeps of how the window looks. */
export function keepLook(key: string, value: string): void {
  if (["language", "theme", "contrast", "density"].includes(key)) opened = { ...opened, [key]: value };
}

/** Answers of a folder as it is told, each time from the beginning. */
export function shell(some: Partial<DeskDocument> = {}): Answers {
  opened = { ...desk, ...some };
  return {
    deskShow: () => opened,
    deskStatus: () => status,
    practiceStart: async () => {
      await new Promise((done) => setTimeout(done, 400));
      opened = {
        ...opened,
        practice: true,
        fresh: false,
        data_dir: `${desk.data_dir}-practice`,
        session: null,
      };
      return opened;
    },
    practiceLeave: () => {
      opened = { ...opened, practice: false, fresh: true, data_dir: desk.data_dir };
      return opened;
    },
    sessionSet: () => null,
    orderCounts: () => ({ today: 214, failed: 4, unknown: 1, unprinted: 12, all: 10_482, batches: [] }),
    find: ({ text }) => {
      const words = String(text).toLowerCase();
      return hits.filter((hit) => JSON.stringify(hit).toLowerCase().includes(words));
    },
  };
}

const shut: Answers = {
  deskShow: () => {
    throw refusal({
      code: "folder_newer",
      message: "A newer Shipdesk has written this folder: this program would not understand it.",
      next_step: "Start the newer Shipdesk, or restore a backup that was made before.",
      params: { folder: desk.data_dir },
    });
  },
};

export const answers: Answers = { ...shell(), ...(asked.has("shut") ? shut : {}) };
