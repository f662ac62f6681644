import { keepLook } from "~/app/fixtures";
import type {
  AddressDocument,
  BoxPresetDocument,
  PartyForm,
  PrinterDocument,
  SettingsDocument,
} from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented people, cartons and printers, and a station that keeps what it is told. */
const party = (some: Partial<PartyForm>): PartyForm => ({
  name: "",
  company: "",
  phone: "",
  email: "",
  address1: "",
  address2: "",
  house_no: "",
  city: "",
  state: "",
  postcode: "",
  country: "",
  ...some,
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

export const settings: SettingsDocument = {
  language: "zh-CN",
  theme: "light",
  contrast: "normal",
  density: "normal",
  station: "Bench 2",
  base_currency: "CNY",
  order_prefix: "A",
  rates: [
    { currency: "EUR", rate: "7.84", set_at: daysAgo(12) },
    { currency: "USD", rate: "7.12", set_at: daysAgo(2) },
  ],
  printers: [
    { kind: "label", printer: "ZD421", layout: "100x150", copies: 1 },
    { kind: "transfer", printer: "ZD421", layout: "100x150", copies: 1 },
    { kind: "scan_form", printer: null, layout: "a4", copies: 2 },
  ],
  data_dir: "/data/shipping/.local/share/shipdesk",
};

export const printer: PrinterDocument = {
  name: "ZD421",
  info: "Zebra ZD421, bench 2",
  location: "",
  model: "ZD421",
  state: "idle",
  reasons: [],
  message: "",
  accepting: true,
  is_default: true,
  media_default: "100x150mm",
  media: ["100x150mm"],
  media_ready: ["100x150mm"],
  layouts: ["as-is", "100x150", "4x6"],
  label_stock: true,
  takes_pages: true,
  jobs: 0,
  queued: 0,
  routes: ["label"],
};

const printers: PrinterDocument[] = [
  printer,
  { ...printer, name: "Office-HP", info: "HP LaserJet", model: "LaserJet", layouts: ["a4", "a4-4up"] },
];

export const senders: AddressDocument[] = [
  {
    id: "s1",
    label: "深圳龙华仓",
    party: party({
      name: "陈立",
      company: "远帆贸易",
      phone: "0755 5550 0147",
      address1: "广东省深圳市龙华区工业东路 88 号 3 栋",
      city: "深圳",
      state: "广东",
      postcode: "518109",
      country: "CN",
    }),
    used_at: daysAgo(0),
    is_default: true,
  },
  {
    id: "s2",
    label: "Leipzig returns",
    party: party({
      name: "Jonas Weber",
      address1: "Gewerbestraße",
      house_no: "14a",
      city: "Leipzig",
      postcode: "04158",
      country: "DE",
    }),
    used_at: null,
    is_default: false,
  },
];

export const boxes: BoxPresetDocument[] = [
  { id: "b1", name: "S 25", length_cm: "25", width_cm: "20", height_cm: "15", tare_kg: "0.12" },
  { id: "b2", name: "L 40", length_cm: "40", width_cm: "30", height_cm: "18", tare_kg: "0.31" },
];

/** Answers that keep what they are told, each time from the beginning. */
export function station(): Answers {
  let now = settings;
  let people = senders;
  let cartons = boxes;
  return {
    settingsShow: () => now,
    settingSet: ({ key, value }) => {
      now = set(now, String(key), String(value));
      keepLook(String(key), String(value));
      return now;
    },
    senderList: () => people,
    senderSave: ({ id, label, party, isDefault }) => {
      if (!(party as PartyForm).city) {
        throw refusal({
          code: "input_invalid",
          class: "fix_data",
          message: "The address cannot be used yet.",
          next_step: "Fill in the city.",
          fields: [
            {
              path: "party.city",
              problem: "missing",
              allowed: null,
              given: null,
              message: "The city is missing.",
            },
          ],
        });
      }
      const one = {
        id: String(id ?? `s${people.length + 1}`),
        label: String(label),
        party: party as PartyForm,
        used_at: null,
        is_default: Boolean(isDefault),
      };
      const rest = people
        .filter((other) => other.id !== id)
        .map((other) => (isDefault ? { ...other, is_default: false } : other));
      people = [...rest, one].sort((a, b) => a.id.localeCompare(b.id));
      return one;
    },
    senderRemove: ({ id }) => {
      people = people.filter((one) => one.id !== id);
      return null;
    },
    boxPresetList: () => cartons,
    boxPresetSave: ({ preset }) => {
      const given = preset as BoxPresetDocument;
      const one = { ...given, id: given.id || `b${cartons.length + 1}` };
      cartons = [...cartons.filter((other) => other.id !== one.id), one].sort((a, b) =>
        a.id.localeCompare(b.id),
      );
      return one;
    },
    boxPresetRemove: ({ id }) => {
      cartons = cartons.filter((one) => one.id !== id);
      return null;
    },
    printerList: () => printers,
    backup: ({ path }) => ({
      file: path,
      bytes: 48_300_000,
      orders: 10_482,
      files: 9_120,
      at: new Date().toISOString(),
    }),
    verify: () => ({ good: true, findings: [], orders: 10_482, files: 9_120, journal: 88_214 }),
  };
}

function set(now: SettingsDocument, key: string, value: string): SettingsDocument {
  const [stem, part] = key.split(".");
  if (stem === "rate") {
    if (value !== "" && !(Number(value) > 0)) {
      throw refusal({
        code: "input_invalid",
        class: "fix_data",
        message: "A rate is a number above 0.",
        next_step: "",
      });
    }
    const rest = now.rates.filter((rate) => rate.currency !== part);
    const rates =
      value === ""
        ? rest
        : [...rest, { currency: part ?? "", rate: value, set_at: new Date().toISOString() }];
    return { ...now, rates: rates.sort((a, b) => a.currency.localeCompare(b.currency)) };
  }
  if (stem === "printer" || stem === "layout" || stem === "copies") {
    const field = stem === "copies" ? Number(value) : stem === "printer" ? value || null : value;
    return {
      ...now,
      printers: now.printers.map((one) => (one.kind === part ? { ...one, [stem]: field } : one)),
    };
  }
  if (key === "order_prefix" && /\d$/.test(value)) {
    throw refusal({
      code: "input_invalid",
      class: "fix_data",
      message: "This cannot be the beginning of order numbers.",
      next_step: "",
      fields: [
        {
          path: "order_prefix",
          problem: "wrong_kind",
          allowed: "letters",
          given: value,
          message: "Letters, - or _, without a figure at the end.",
        },
      ],
    });
  }
  return { ...now, [key]: value };
}

export const answers = station();
