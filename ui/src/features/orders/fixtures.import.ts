import type { ImportPreview } from "~/ipc/bindings";

/** Invented: a file of orders, as the engine understands it. */
const issue = (path: string, message: string) => ({
  path,
  problem: "wrong_kind" as const,
  allowed: null,
  given: null,
  message,
});

export const preview: ImportPreview = {
  source: "orders.csv",
  columns: [
    { header: "订单号", field: "order_no" },
    { header: "Name", field: "recipient.name" },
    { header: "Zip", field: "recipient.postcode" },
    { header: "Colour", field: null },
  ],
  orders: 500,
  good: 482,
  wrong: 15,
  duplicates: 3,
  rows: [
    { line: 2, order_no: "B2001", outcome: "good", issues: [], error: null },
    {
      line: 7,
      order_no: "B2006",
      outcome: "wrong",
      issues: [issue("boxes[0].weight_kg", "Box 1 › Weight: “1,7x” cannot be read, a number is wanted")],
      error: null,
    },
    {
      line: 12,
      order_no: "B2011",
      outcome: "good",
      issues: [issue("recipient.phone", "Recipient › Phone: still to be filled in")],
      error: null,
    },
  ],
};
