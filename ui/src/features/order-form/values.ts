import type { BoxForm, ItemForm, OrderForm, PartyForm } from "~/ipc/bindings";

/**
 * The form as fields hold it: like the engine's, but options are a list (their names have dots, which field names read
 * as a path), a place in a warehouse is a choice and a number, and every box ends with a blank line to type in.
 */
export interface FormValues extends Omit<OrderForm, "options" | "warehouse_id"> {
  options: { name: string; value: string }[];
  inStock: boolean;
  warehouse: string;
}

export const BLANK_ITEM: ItemForm = {
  sku: "",
  name_cn: "",
  name_en: "",
  unit_price: "",
  currency: "",
  quantity: "",
  unit_weight_kg: "",
  material: "",
  use: "",
  hs_code: "",
  battery: "",
};

export const BLANK_BOX: BoxForm = {
  box_no: "",
  note: "",
  weight_kg: "",
  length_cm: "",
  width_cm: "",
  height_cm: "",
  items: [],
};

export const BLANK_PARTY: PartyForm = {
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
};

/** Whether nothing at all was typed into it. */
export function isBlank(part: ItemForm | PartyForm): boolean {
  return Object.values(part).every((text) => text.trim() === "");
}

export function toValues({ options, warehouse_id, boxes, ...form }: OrderForm): FormValues {
  return {
    ...form,
    boxes: boxes.map((box) => ({ ...box, items: withBlankLine(box.items) })),
    options: Object.entries(options).map(([name, value]) => ({ name, value })),
    inStock: warehouse_id !== null,
    warehouse: warehouse_id ?? "",
  };
}

export function toForm({ options, inStock, warehouse, boxes, ...values }: FormValues): OrderForm {
  return {
    ...values,
    boxes: boxes.map((box) => ({ ...box, items: withoutBlankLines(box.items) })),
    options: Object.fromEntries(
      options.filter(({ value }) => value !== "").map(({ name, value }) => [name, value]),
    ),
    warehouse_id: inStock ? warehouse : null,
  };
}

function withBlankLine(items: readonly ItemForm[]): ItemForm[] {
  const last = items.at(-1);
  return last === undefined || !isBlank(last) ? [...items, BLANK_ITEM] : [...items];
}

/** Without the blank lines at the end; those in between are kept as they are. */
function withoutBlankLines(items: readonly ItemForm[]): ItemForm[] {
  const end = items.findLastIndex((item) => !isBlank(item)) + 1;
  return items.slice(0, end);
}

/** The engine's path of a field, `boxes[0].items[1].sku`, from the name that the field goes by, `boxes.0.items.1.sku`. */
export function pathOf(name: string): string {
  return name.replace(/\.(\d+)(?=\.|$)/g, "[$1]");
}

/** The name of the field at a path of the engine's. */
export function nameOf(path: string): string {
  return path.replace(/\[(\d+)\]/g, ".$1");
}

/** What every party needs; a state only where addresses have one. */
const REQUIRED: readonly (keyof PartyForm)[] = ["name", "phone", "address1", "city", "postcode", "country"];
const WITH_STATES = new Set(["AU", "BR", "CA", "CN", "IN", "MX", "MY", "US"]);

export function isRequired(field: keyof PartyForm, country: string): boolean {
  return REQUIRED.includes(field) || (field === "state" && WITH_STATES.has(country.trim().toUpperCase()));
}
