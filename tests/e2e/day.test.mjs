// A day's work at once, by keyboard alone: imported, priced, bought at the cheapest, printed; nothing twice, nothing lost.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { allPriced } from "./harness/orders.mjs";
import { queued, read, startPrinters } from "./harness/printers.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { clearUp, openWindow, temporary } from "./harness/window.mjs";

// a print server takes about a second for a label, however fast its printer is
const ORDERS = 24;
/** Every order, as the list asks for it. */
const EVERY = { view: "all", states: [], query: null, sort: "newest", limit: 500, after: null };
/** After so many seconds a label that comes late is there. */
const LATE = 120;
const NUMBERS = Array.from({ length: ORDERS }, (_, index) => `D-${String(index + 1).padStart(3, "0")}`);

const desk = temporary("day");
const folder = `${desk.path}/desk`;
let providers;
let printers;
let env;
let window;

before(async () => {
  providers = await startProviders(`${desk.path}/providers`);
  printers = await startPrinters();
  env = { ...(await connect(folder, providers, { only: [providers.accounts[0].name] })), ...printers.env };
  await cli(folder, ["setting", "set", "printer.label", "label4x6"], env);
  window = await openWindow({ folder, env });
});

after(() => clearUp({ window, printers, providers, desk }));

/** A file of orders as a shop gives it. */
function shopFile() {
  const head = "order_no,recipient_name,recipient_phone,recipient_address1,recipient_city,recipient_state,recipient_postcode,recipient_country,sender_name,sender_phone,sender_address1,sender_city,sender_state,sender_postcode,sender_country,weight_kg,length_cm,width_cm,height_cm,sku,name_cn,name_en,unit_price,currency,quantity";
  const row = (number) => `${number},Ada Vestergaard,5415550142,1488 Larkspur Lane,Eugene,OR,97401,US,Kim Harrow,5415550143,27 Sample Rd,Irvine,CA,92606,US,0.5,20,15,10,LAMP-1,台灯,desk lamp,6.00,USD,1`;
  const file = path.join(desk.path, "shop.csv");
  writeFileSync(file, [head, ...NUMBERS.map(row), ""].join("\n"));
  return file;
}

const each = (list, of) => assert.deepEqual(list.toSorted(), of.toSorted());

test(`${ORDERS} orders are imported, bought at the cheapest and printed, each of them once`, async (t) => {
  const began = Date.now();
  const told = (what) => t.diagnostic(`${what} after ${Date.now() - began} ms`);
  const came = await cli(folder, ["order", "import", shopFile()], env);
  assert.deepEqual([came.added, came.held], [ORDERS, 0]);
  await window.sees(`${ORDERS} orders`);
  await window.press("Control+a");
  await window.sees(`${ORDERS} selected`);

  await window.press("q");
  await allPriced(window);
  const cheapest = await window.run(`const row = document.querySelector(".q.on");
    return row.querySelector(".tag.pick") !== null && { key: row.dataset.key }`);
  assert.ok(cheapest, "the cheapest stands chosen");
  await window.press("Enter");
  await window.sees(`Buy ${ORDERS}`, 60_000);
  assert.equal((await providers.orders()).length, 0, "nothing is bought before it is said what it comes to");
  await window.press("Enter");
  await window.sees(`${ORDERS} orders bought`, 120_000);
  told("bought");

  each((await providers.orders()).map((one) => one.order_no), NUMBERS);
  // the cheapest sends its labels late: they are fetched together
  await providers.advance(LATE);
  await window.press("Escape", "Escape");
  await window.waits("the list", () => window.run("return document.activeElement.closest('[role=grid]') !== null || null"));
  await window.press("l");
  await window.sees(`The labels of ${ORDERS} orders are here`, 60_000);
  const { items } = await window.run("return window.__TAURI_INTERNALS__.invoke('order_list', { request: arguments[0] })", EVERY);
  each(items.map((one) => one.order_no), NUMBERS);
  for (const one of items) assert.equal(`${one.account}\n${one.channel_id}`, cheapest.key, one.order_no);
  const numbers = items.map((one) => one.tracking_no);
  assert.equal(new Set(numbers).size, ORDERS);
  told("the labels are here");

  await window.press("p");
  await window.sees(`${ORDERS} labels sent to Label printer`);
  await window.waits("every paper", async () => printers.papers().length >= ORDERS, 120_000);
  await window.waits("every label to be printed", async () => (await queued(folder, env)).every((one) => one.endsWith(" printed")), 20_000);
  told("printed");
  const papers = printers.papers().map(read);
  for (const paper of papers) assert.equal(paper.pages, 1);
  each(papers.flatMap((paper) => paper.codes), numbers);
  each(await queued(folder, env), NUMBERS.map((number) => `${number} printed`));
  assert.equal((await cli(folder, ["verify"], env)).ok, true);
  told("counted");
});
