import { folder } from "~/features/orders/fixtures";
import type {
  AddressDocument,
  BoxPresetDocument,
  FormDocument,
  IssueDocument,
  OrderForm,
  PartyForm,
  PasteDocument,
  ProductDocument,
} from "~/ipc/bindings";
import { type Answers, refusal, tellChange } from "~/test/pretend";
import { sum, times } from "./amounts";
import { BLANK_BOX, BLANK_ITEM, BLANK_PARTY, isBlank } from "./values";

/** Invented: a form that answers as the engine does, as far as screens need it. */
export const sender: PartyForm = {
  ...BLANK_PARTY,
  name: "陈立",
  phone: "0755 5550 0137",
  address1: "工业东路 88 号 3 栋",
  city: "深圳",
  state: "广东",
  postcode: "518109",
  country: "CN",
};

export const senders: AddressDocument[] = [
  { id: "s1", label: "深圳龙华仓", party: sender, used_at: null, is_default: true },
  {
    id: "s2",
    label: "Irvine",
    party: {
      ...BLANK_PARTY,
      name: "Kim Woods",
      company: "Woods Trading",
      phone: "9495550134",
      address1: "2777 Example Parkway",
      city: "Irvine",
      state: "CA",
      postcode: "92606",
      country: "US",
    },
    used_at: null,
    is_default: false,
  },
];

export const hannah: PartyForm = {
  ...BLANK_PARTY,
  name: "Hannah Kessler",
  phone: "+1 213 555 0147",
  email: "hannah.k@example.com",
  address1: "1420 N Alameda Street",
  city: "Los Angeles",
  state: "CA",
  postcode: "90012",
  country: "US",
};

export const presets: BoxPresetDocument[] = [
  { id: "p1", name: "Mailer 30", length_cm: "30", width_cm: "22", height_cm: "3", tare_kg: "0.03" },
  { id: "p2", name: "L 40", length_cm: "40", width_cm: "30", height_cm: "18", tare_kg: "0.28" },
  { id: "p3", name: "S 25", length_cm: "25", width_cm: "20", height_cm: "15", tare_kg: "0.12" },
];

const goods = (
  sku: string,
  name_cn: string,
  name_en: string,
  price: string,
  weight: string,
  hs: string,
): ProductDocument => ({
  sku,
  item: {
    ...BLANK_ITEM,
    sku,
    name_cn,
    name_en,
    unit_price: price,
    currency: "USD",
    unit_weight_kg: weight,
    hs_code: hs,
  },
});

export const products: ProductDocument[] = [
  goods("KN-2207", "针织毛衣", "Knitted wool sweater", "18.00", "0.62", "611011"),
  goods("KN-1180", "羊毛袜", "Wool socks, 3 pairs", "6.50", "0.14", "611595"),
  goods("LT-0912", "夹式阅读灯", "Clip-on reading lamp", "24.00", "0.48", "851310"),
];

export const chat = `Hannah Kessler
1420 N Alameda Street, Suite 300 Building B
Los Angeles, CA 9001
+1 213 555 0147
hannah.k@example.com`;

const forms = new Map<string, OrderForm>();
let next = 1080;

export const newForm = (order_no: string): OrderForm => ({
  order_no,
  reference: "",
  note: "",
  sender,
  recipient: BLANK_PARTY,
  warehouse_id: null,
  options: {},
  boxes: [BLANK_BOX],
});

const FIELDS: Record<string, string> = {
  name: "Name",
  phone: "Phone",
  address1: "Address 1",
  city: "City",
  postcode: "Postcode",
  country: "Country",
  state: "State",
  weight_kg: "Weight",
  length_cm: "Length",
  width_cm: "Width",
  height_cm: "Height",
  items: "Items",
};

const missing = (path: string, where: string): IssueDocument => ({
  path,
  problem: "missing",
  allowed: null,
  given: null,
  message: `${where} › ${FIELDS[path.split(".").at(-1) ?? ""]}: still to be filled in`,
});

function issuesOf(form: OrderForm): IssueDocument[] {
  const party = (who: "sender" | "recipient", where: string) =>
    (["name", "phone", "address1", "city", "postcode", "country"] as const)
      .filter((field) => form[who][field].trim() === "")
      .map((field) => missing(`${who}.${field}`, where));
  const boxes = form.boxes.flatMap((box, index) => [
    ...(["weight_kg", "length_cm", "width_cm", "height_cm"] as const)
      .filter((field) => box[field].trim() === "")
      .map((field) => missing(`boxes[${index}].${field}`, `Box ${index + 1}`)),
    ...(box.items.some((item) => !isBlank(item))
      ? []
      : [missing(`boxes[${index}].items`, `Box ${index + 1}`)]),
  ]);
  return [...party("sender", "Sender"), ...party("recipient", "Recipient"), ...boxes];
}

function hintsOf(form: OrderForm): IssueDocument[] {
  const { postcode, country } = form.recipient;
  if (country !== "US" || postcode === "" || /^\d{5}(-\d{4})?$/.test(postcode)) return [];
  return [
    {
      path: "recipient.postcode",
      problem: "wrong_kind",
      allowed: "US 99999",
      given: postcode,
      message: `Recipient › Postcode: “${postcode}” does not look like one of US 99999, 99999-9999`,
    },
  ];
}

/** What the engine says of a form. */
export function documentOf(id: string, form: OrderForm, some: Partial<FormDocument> = {}): FormDocument {
  const items = form.boxes.flatMap((box) => box.items);
  const declared = sum(items.flatMap((item) => times(item.unit_price, item.quantity) ?? []));
  const issues = issuesOf(form);
  return {
    id,
    form,
    state: issues.length > 0 ? "draft" : "ready",
    issues,
    hints: hintsOf(form),
    totals: {
      boxes: form.boxes.length,
      pieces: items.reduce((all, item) => all + (Number(item.quantity) || 0), 0),
      weight_kg: sum(form.boxes.map((box) => box.weight_kg)),
      volume_weight_kg: null,
      declared: declared === null ? [] : [{ amount: declared, currency: "USD" }],
      battery: items.some((item) => item.battery !== "" && item.battery !== "none"),
    },
    saved_at: new Date().toISOString(),
    locked: false,
    ...some,
  };
}

function make(form: OrderForm): FormDocument {
  const id = `id-${form.order_no.slice(1)}`;
  forms.set(id, form);
  follow(id, form);
  return documentOf(id, form);
}

/** The list's row follows the form. */
function follow(id: string, form: OrderForm): void {
  const { state, issues, totals } = documentOf(id, form);
  const now = new Date().toISOString();
  const known = folder.rows.find((row) => row.id === id);
  const [first, ...rest] = issues;
  const row = {
    id,
    order_no: form.order_no,
    reference: form.reference,
    state,
    recipient: form.recipient.name,
    country: form.recipient.country,
    city: form.recipient.city,
    boxes: form.boxes.length,
    weight_kg: totals.weight_kg ?? "0",
    battery: totals.battery,
    progress: first
      ? ({ kind: "missing", issue: first, more: rest.length } as const)
      : ({ kind: "none" } as const),
    updated_at: now,
  };
  if (known) Object.assign(known, row);
  else {
    const rest = {
      price: null,
      charged: false,
      account: null,
      channel_id: null,
      channel_name: null,
      tracking_no: null,
      batch: null,
    };
    folder.rows = [{ ...row, ...rest, created_at: now }, ...folder.rows];
  }
  void tellChange("orders");
}

const formOf = (id: string): OrderForm => {
  const known = forms.get(id);
  if (known) return known;
  const row = folder.rows.find((one) => one.id === id);
  if (!row) throw refusal({ code: "order.not_found", message: `There is no order ${id} here.` });
  const item = products[0]?.item ?? BLANK_ITEM;
  const box = { ...BLANK_BOX, weight_kg: row.weight_kg, length_cm: "40", width_cm: "30", height_cm: "18" };
  const postcode = row.state === "failed" ? "3901" : row.state === "draft" ? "" : hannah.postcode;
  return {
    ...newForm(row.order_no ?? ""),
    reference: row.reference,
    recipient: { ...hannah, name: row.recipient, city: row.city, country: row.country, postcode },
    boxes: [{ ...box, items: [{ ...item, quantity: "2" }] }],
  };
};

const SENT = new Set(["submitting", "unknown", "submitted", "labelled", "cancelling", "cancelled"]);

export const pasted: PasteDocument = {
  text: chat,
  fields: [
    { path: "recipient.name", value: "Hannah Kessler", confidence: "sure" },
    { path: "recipient.phone", value: "+1 213 555 0147", confidence: "sure" },
    { path: "recipient.email", value: "hannah.k@example.com", confidence: "sure" },
    { path: "recipient.address1", value: "1420 N Alameda Street, Suite 300 Building B", confidence: "sure" },
    { path: "recipient.city", value: "Los Angeles", confidence: "sure" },
    { path: "recipient.state", value: "CA", confidence: "sure" },
    { path: "recipient.postcode", value: "9001", confidence: "doubtful" },
    { path: "recipient.country", value: "US", confidence: "check" },
  ],
};

const begins = (wanted: unknown, ...words: string[]) =>
  words.some((word) => word.toLowerCase().includes(String(wanted).toLowerCase()));

export const answers: Answers = {
  orderNew: () => make(newForm(`A${next++}`)),
  orderForm: ({ id }) => {
    const state = folder.rows.find((row) => row.id === id)?.state ?? "draft";
    const some = SENT.has(state)
      ? { locked: true, state, issues: [], hints: [] }
      : state === "failed"
        ? { state }
        : {};
    return documentOf(String(id), formOf(String(id)), some);
  },
  orderSave: async ({ id, form }) => {
    await new Promise((done) => setTimeout(done, 15));
    forms.set(String(id), form as OrderForm);
    follow(String(id), form as OrderForm);
    return documentOf(String(id), form as OrderForm);
  },
  orderDuplicate: ({ id }) => make({ ...formOf(String(id)), order_no: `A${next++}` }),
  orderPaste: ({ text }) => (String(text).includes("Hannah") ? { ...pasted, text } : { text, fields: [] }),
  senderList: () => senders,
  recipientFind: ({ text }) =>
    begins(text, hannah.name, hannah.phone)
      ? [{ id: "r1", label: "", party: hannah, used_at: null, is_default: false }]
      : [],
  boxPresetList: () => presets,
  productFind: ({ text }) =>
    products.filter(({ sku, item }) => begins(text, sku, item.name_cn, item.name_en)),
};
