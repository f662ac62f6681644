/// <reference types="vite/client" />
import { order } from "~/features/compare/fixtures";
import type { LabelDocument, OrderDocument, Results } from "~/ipc/bindings";
import { type Answers, refusal, tellChange } from "~/test/pretend";
import box1 from "./fixtures/label-box1.pdf?url";
import box2 from "./fixtures/label-box2.png?url";

/** Invented labels: a PDF and a picture of one order with two boxes. */
const FILES: Record<string, string> = { ["a".repeat(64)]: box1, ["b".repeat(64)]: box2 };

/** The labels of the order, box by box. */
export const labels: LabelDocument[] = [
  {
    kind: "label",
    box_no: "box1",
    media_type: "application/pdf",
    sha256: "a".repeat(64),
    bytes: 2785,
    fetched_at: new Date().toISOString(),
  },
  {
    kind: "label",
    box_no: "box2",
    media_type: "image/png",
    sha256: "b".repeat(64),
    bytes: 20268,
    fetched_at: new Date().toISOString(),
  },
];

/** The order once it is bought. */
export const bought = (some: Partial<OrderDocument> = {}): OrderDocument =>
  order({
    state: "labelled",
    account: "Dingcang main",
    channel_id: "386",
    channel_name: "美西小包",
    provider_order_no: "A1062",
    tracking_no: "9400110200881234561066",
    boxes: [
      { box_no: "box1", tracking_no: "9400110200881234561066", weight_kg: "1.92" },
      { box_no: "box2", tracking_no: "9400110200881234561073", weight_kg: "1.50" },
    ],
    charges: [{ kind: "postage", amount: "42.80", currency: "CNY" }],
    labels,
    ...some,
  });

const known = new Map<string, OrderDocument>();
const orderOf = (no: string) => known.get(no) ?? order({ order_no: no });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** A purchase takes two seconds; numbers that end in 3 are lost, in 6 refused. */
async function buy(no: string): Promise<OrderDocument> {
  await pause(2000);
  const ending = no.at(-1);
  const error =
    ending === "3"
      ? refusal({
          code: "purchase.unknown",
          class: "unknown",
          message: `不知道 ${no} 有没有下成。`,
          next_step: "不会重发，28 秒后去问。",
        })
      : ending === "6"
        ? refusal({
            code: "purchase.refused",
            class: "provider_says_no",
            message: "丁仓不收这单：“余额不足”。没有扣款。",
            next_step: "照原话改好再下。",
            provider_message: "余额不足",
          })
        : null;
  const after = error
    ? order({ order_no: no, state: ending === "3" ? "unknown" : "failed", last_error: error })
    : bought({ order_no: no });
  known.set(no, after);
  void tellChange("orders");
  return after;
}

const results = (one: OrderDocument): Results => ({
  results: [one],
  done: one.last_error ? 0 : 1,
  failed: one.state === "failed" ? 1 : 0,
  unknown: one.state === "unknown" ? 1 : 0,
});

const bytesOf = async (url: string) => (await fetch(url)).arrayBuffer();

export const answers: Answers = {
  orderShow: ({ order: no }) => orderOf(String(no)),
  buy: async ({ ask }) => results(await buy((ask as { order_nos: string[] }).order_nos[0] ?? "")),
  reconcile: async ({ orderNos }) => {
    await pause(1500);
    return results(orderOf((orderNos as string[])[0] ?? ""));
  },
  fileBytes: async ({ sha256 }) => {
    const url = FILES[String(sha256)];
    if (!url)
      throw refusal({ code: "file.missing", message: "这个文件不在本机。", next_step: "按 F5 重新取。" });
    return bytesOf(url);
  },
  labelPages: () => bytesOf(box1),
  labelFetch: ({ orderNos }) => results(orderOf((orderNos as string[])[0] ?? "")),
  labelTransfer: async ({ orderNo }) => {
    await pause(800);
    const before = orderOf(String(orderNo));
    const transfer = labels.slice(1).map((label) => ({ ...label, kind: "transfer" }));
    const after = { ...before, labels: [...before.labels, ...transfer] };
    known.set(String(orderNo), after);
    return results(after);
  },
};
