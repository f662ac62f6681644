import type { HandOverDocument, HandOverForm, HandOverGroup, ScanFormDocument } from "~/ipc/bindings";
import { type Answers, refusal, tellChange } from "~/test/pretend";

/** Invented: a day of five channels at two accounts. On the page `?many` for 60 channels, `?empty` for none. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);

export const TODAY = "2026-03-02";
const at = (time: string, day = TODAY) => `${day}T${time}:00Z`;

export const form = (some: Partial<HandOverForm>): HandOverForm => ({
  id: "form-1",
  state: "done",
  made_at: at("12:04"),
  address_id: "93",
  boxes: 57,
  order_no: "A1001",
  sha256: "a".repeat(64),
  error: null,
  ...some,
});

export const group = (some: Partial<HandOverGroup>): HandOverGroup => ({
  account: "Dingcang main",
  channel_id: "422",
  channel_name: "USPS Ground",
  address_id: "93",
  ready: 0,
  in_form: 0,
  form_unknown: 0,
  left_out: [],
  unprinted: [],
  forms: [],
  ...some,
});

export const noForms = refusal({
  code: "provider.refused",
  class: "provider_says_no",
  message: "Dingcang refused: “该渠道不支持SCANFORM”. Nothing was done there.",
  provider_message: "该渠道不支持SCANFORM",
});

/** A day in all its colours. */
export const groups = (): HandOverGroup[] => [
  group({
    ready: 214,
    left_out: [
      { reason: "cancelled", message: "it is cancelled", boxes: 1, order_nos: ["A1044"] },
      { reason: "no_number", message: "it has no tracking number yet", boxes: 2, order_nos: ["A1050"] },
    ],
    unprinted: ["A1061", "A1062"],
  }),
  group({ channel_id: "204", channel_name: "Post tracked", in_form: 57, forms: [form({})] }),
  group({
    channel_id: "386",
    channel_name: "Ground light",
    ready: 9,
    forms: [form({ id: "form-2", state: "failed", boxes: 9, sha256: null, error: noForms })],
  }),
  group({
    channel_id: "500",
    channel_name: "Air express",
    form_unknown: 12,
    forms: [form({ id: "form-3", state: "unknown", boxes: 12, sha256: null, made_at: at("11:20") })],
  }),
  group({
    account: "DingExpress West",
    channel_id: "3344",
    channel_name: "West local",
    address_id: null,
    ready: 31,
  }),
];

export const day = (some: Partial<HandOverDocument> = {}): HandOverDocument => ({
  date: TODAY,
  today: TODAY,
  groups: groups(),
  waiting: [{ date: "2026-03-01", account: "Dingcang main", channel_id: "422", boxes: 12 }],
  ...some,
});

export const made = (some: Partial<ScanFormDocument>): ScanFormDocument => ({
  id: "form-9",
  account: "Dingcang main",
  channel_id: "422",
  address_id: "93",
  state: "done",
  made_at: at("17:30"),
  sha256: "a".repeat(64),
  file: null,
  members: [],
  left_out: [],
  error: null,
  ...some,
});

const many = () =>
  Array.from({ length: 60 }, (_, index) => group({ channel_id: `${400 + index}`, ready: 33 + index }));
let now = day({ groups: asked.has("empty") ? [] : asked.has("many") ? many() : groups() });

export const answers: Answers = {
  handOverShow: () => now,
  scanFormMake: async ({ account, channel }) => {
    await new Promise((done) => setTimeout(done, 900));
    const members = [{ order_no: "A1001", box_no: "box1", tracking_no: "9400110200881234561066" }];
    const become = (one: HandOverGroup): HandOverGroup =>
      one.account === account && one.channel_id === channel
        ? {
            ...one,
            ready: 0,
            in_form: one.ready,
            forms: [form({ id: `new-${channel}`, boxes: one.ready }), ...one.forms],
          }
        : one;
    now = { ...now, groups: now.groups.map(become) };
    void tellChange("orders");
    return made({ members });
  },
  scanFormFetch: () => null,
  scanFormConfirm: () => null,
  scanFormSave: () => null,
  formsBrokenBy: () => [],
};
