import type { ForeignFact, ForeignOrderDocument, ForeignOrderRow } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented orders that were made at a provider. On the page `?elsewhere=0` for none. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const fact = (name: string, label: string, value: string): ForeignFact => ({ name, label, value });
const ACCOUNT = "Winit";

export const order: ForeignOrderDocument = {
  account: ACCOUNT,
  order_no: "WO20261118000417",
  reference: "shop 77 / 20931",
  tracking_no: "00340434292135100377",
  state: { code: "OUT", text: "出库" },
  facts: [
    fact("ordered_at", "下单时间", "2026-11-18 09:12:44"),
    fact("product_name", "产品", "德国专线-DHL 包裹"),
    fact("dispatch", "交货方式", "卖家自送"),
    fact("warehouse_name", "仓库", "深圳龙华仓"),
    fact("recipient.name", "收件人", "J*** W***"),
    fact("recipient.country", "国家", "DE"),
    fact("recipient.city", "城市", "Hamburg"),
    fact("recipient.postcode", "邮编", "20095"),
    fact("ioss", "IOSS", "IM37•••••••91"),
  ],
  parcels: [
    {
      tracking_no: "00340434292135100377",
      declared: { weight_kg: "1.23", length_cm: "30", width_cm: "20", height_cm: "12" },
      measured: { weight_kg: "1.420", length_cm: "30.0", width_cm: "20.0", height_cm: "12.0" },
      items: [
        [
          fact("sku", "SKU", "CUP-2"),
          fact("name_en", "英文品名", "Ceramic cup"),
          fact("name_cn", "中文品名", "陶瓷杯"),
          fact("hs_code", "HS", "6912002390"),
          fact("quantity", "数量", "2"),
          fact("declared_value_usd", "申报价值 USD", "7.50"),
        ],
        [
          fact("sku", "SKU", "TRAY-1"),
          fact("name_en", "英文品名", "Bamboo tray"),
          fact("quantity", "数量", "1"),
          fact("declared_value_usd", "申报价值 USD", "4.20"),
        ],
      ],
    },
    {
      tracking_no: null,
      declared: { weight_kg: "0.40", length_cm: null, width_cm: null, height_cm: null },
      measured: { weight_kg: null, length_cm: null, width_cm: null, height_cm: null },
      items: [],
    },
  ],
  fetched_at: hoursAgo(2),
  error: null,
  raw: { code: "0", data: { orderNo: "WO20261118000417", status: "OUT", buyerContactNo: "***4417" } },
};

export const strange: ForeignOrderDocument = {
  ...order,
  order_no: "WO20261120000033",
  reference: null,
  tracking_no: null,
  state: { code: "WFD", text: null },
  facts: [],
  parcels: [],
};

const all = asked.get("elsewhere") === "0" ? [] : [order, strange];

const rowOf = ({
  account,
  order_no,
  reference,
  tracking_no,
  state,
  fetched_at,
}: ForeignOrderDocument): ForeignOrderRow => ({
  account,
  order_no,
  reference,
  tracking_no,
  state,
  fetched_at,
});

export const answers: Answers = {
  ispList: () => all.map(rowOf),
  ispShow: async ({ account, order: number, reference, ask }) => {
    if (ask) await new Promise((done) => setTimeout(done, asked.has("slow") ? 3000 : 30));
    const found = all.find(
      (one) =>
        one.account === account && (number !== null ? one.order_no === number : one.reference === reference),
    );
    if (found) return ask ? { ...found, fetched_at: hoursAgo(0) } : found;
    throw refusal({
      code: "order.not_found",
      class: "provider_says_no",
      message: `${String(account)} does not know ${String(number ?? reference)}.`,
      next_step: "Check the number, or open it by its reference.",
    });
  },
};
