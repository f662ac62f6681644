import type { GoodsDocument, InboundDocument, InboundRow, TrackDocument } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";

/** Invented purchases on their way to us. On the page `?purchases=0` for none. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const wall = (hours: number) => hoursAgo(hours).slice(0, 19).replace("T", " ");
const ACCOUNT = "Xportcn";

const goods = (place: number, some: Partial<GoodsDocument>): GoodsDocument => ({
  place,
  title: "",
  property: null,
  quantity: "1",
  received_at: null,
  ...some,
});

const parcel = (some: Partial<TrackDocument>): TrackDocument => ({
  id: "0199c001",
  number: "",
  numbers: [],
  order_no: null,
  status: "in_transit",
  final: false,
  carrier: null,
  origin: "CN",
  destination: "CN",
  fetched_at: hoursAgo(1),
  events: [],
  decided_by: null,
  pods: [],
  pod_state: "none",
  pod_error: null,
  sources: [{ account: ACCOUNT, provider: "xportcn", asked_at: hoursAgo(1), error: null, said: null }],
  registrations: [],
  purchase: "2611220038",
  goods: [],
  ...some,
});

export const purchase: InboundDocument = {
  purchase: "2611220038",
  account: ACCOUNT,
  outer_id: "TB-889120034471",
  fetched_at: hoursAgo(1),
  error: null,
  parcels: [
    parcel({
      number: "2611220038",
      numbers: ["2611220038", "SF1120039948271"],
      carrier: "顺丰速运",
      events: [
        {
          at: null,
          at_text: wall(3),
          source: ACCOUNT,
          also: [],
          kind: "carrier",
          status: "in_transit",
          code: "TRANSPORT",
          text: "快件到达【东莞虎门集散中心】",
          location: null,
          raw: { action: "TRANSPORT", desc: "快件到达【东莞虎门集散中心】" },
        },
        {
          at: null,
          at_text: wall(20),
          source: ACCOUNT,
          also: [],
          kind: "warehouse",
          status: "processing",
          code: "CONSIGN",
          text: "商家已发货",
          location: "义乌",
          raw: { action: "CONSIGN", desc: "商家已发货" },
        },
      ],
      goods: [
        goods(0, {
          title: "硅胶手机壳",
          property: "颜色：雾蓝；型号：15",
          quantity: "40",
          received_at: hoursAgo(0.4),
        }),
        goods(1, {
          title: "硅胶手机壳",
          property: "颜色：奶白；型号：15 Pro",
          quantity: "20",
          received_at: hoursAgo(0.3),
        }),
        goods(2, { title: "USB-C 数据线 1 米", property: null, quantity: "100" }),
        goods(3, { title: "气泡信封 18×23", property: "白色", quantity: "2 包" }),
      ],
    }),
    parcel({
      id: "0199c002",
      number: "2611220038",
      numbers: ["2611220038"],
      status: "info_received",
      goods: [goods(0, { title: "热敏标签纸 100×150", property: "500 张／卷", quantity: "6" })],
    }),
  ],
};

/** Ordered, and nothing of it is shipped. */
export const unshipped: InboundDocument = {
  ...purchase,
  purchase: "2611230007",
  outer_id: null,
  parcels: [],
};

let kept: InboundDocument[] = [];

/** As at the start: for tests. */
export function reset(): void {
  kept = asked.get("purchases") === "0" ? [] : [purchase, unshipped];
}
reset();

const rowOf = ({ purchase: id, account, parcels, fetched_at }: InboundDocument): InboundRow => {
  const lines = parcels.flatMap((one) => one.goods);
  return {
    purchase: id,
    account,
    parcels: parcels.length,
    goods: lines.length,
    received: lines.filter(({ received_at }) => received_at !== null).length,
    statuses: [...new Set(parcels.map(({ status }) => status))],
    fetched_at: fetched_at ?? hoursAgo(0),
  };
};

export const answers: Answers = {
  purchaseList: () => kept.map(rowOf),
  purchaseShow: async ({ account, purchase: id, ask }) => {
    if (ask) await new Promise((done) => setTimeout(done, asked.has("slow") ? 3000 : 30));
    const found = kept.find((one) => one.purchase === id && one.account === account);
    if (found) return ask ? { ...found, fetched_at: hoursAgo(0) } : found;
    throw refusal({
      code: "purchase.not_found",
      class: "provider_says_no",
      message: `${String(account)} does not know ${String(id)}.`,
      next_step: "Check the sub-order id.",
    });
  },
  goodsReceive: ({ parcel: id, place, received }) => {
    const received_at = received ? hoursAgo(0) : null;
    kept = kept.map((one) => ({
      ...one,
      parcels: one.parcels.map((some) =>
        some.id === id
          ? {
              ...some,
              goods: some.goods.map((line) => (line.place === place ? { ...line, received_at } : line)),
            }
          : some,
      ),
    }));
    return null;
  },
};
