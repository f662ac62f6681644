// The main job by keyboard alone: from nothing to the paper and the timeline; and nothing typed is ever lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { allPriced, atField, buy, fill, formValues, goods, newOrder, RECIPIENT, recipient } from "./harness/orders.mjs";
import { queued, read, startPrinters } from "./harness/printers.mjs";
import { cli } from "./harness/providers.mjs";
import { clearUp, closeWindow, killWindow, openWindow, temporary } from "./harness/window.mjs";

const desk = temporary("main-job");
const folder = `${desk.path}/desk`;
const practice = `${folder}-practice`;
let printers;
let window;
let number;

before(async () => {
  printers = await startPrinters();
  window = await openWindow({ folder, env: printers.env });
});

after(() => clearUp({ window, printers, desk }));

const place = () => window.run("return location.hash");
const shownNumber = (css) => window.run("return document.querySelector(arguments[0])?.textContent.replace(/\\s/g, '') ?? null", css);

test("a whole order is typed, priced, bought, printed and followed by keyboard", async (t) => {
  await window.sees("How would you like to start?", 30_000);
  await window.press("Enter");
  await window.sees("A1001", 30_000);

  Object.assign(window, { presses: 0, typed: 0 });
  const order = await newOrder(window);
  await window.sees("11 to fix");
  await fill(window, recipient());
  // the first box by a carton of the station, the second by its sides
  await window.press("Alt+1");
  await atField(window, "boxes[0].weight_kg");
  await fill(window, [["boxes[0].weight_kg", "1.2"], ...goods(0, 0, { sku: "E2E-LAMP", cn: "台灯", en: "desk lamp", quantity: "2", price: "6.50", each: "0.4" })]);
  // a price needs a currency; the next line takes it over
  await window.sees("Box 1 › Line 1 › Currency", 20_000);
  await window.press("F8");
  await atField(window, "boxes[0].items[0].currency");
  await window.type("USD");
  await window.press("Alt+m", "Alt+b");
  await fill(window, [
    ["boxes[1].length_cm", "20"],
    ["boxes[1].width_cm", "15"],
    ["boxes[1].height_cm", "10"],
    ["boxes[1].weight_kg", "0.8"],
    // the button that takes the box away
    ["boxes[1]", ""],
    ...goods(1, 0, { sku: "E2E-SHADE", cn: "灯罩", en: "lamp shade", quantity: "1", price: "4.00", each: "0.3" }),
  ]);
  await window.sees("Ready to price", 20_000);
  const totals = await window.run("return [...document.querySelectorAll('.tot dd')].map((one) => one.innerText.replace(/\\s+/g, ' ').trim())");
  assert.deepEqual([totals[0], totals[1]], ["2", "3"]);
  assert.equal(totals[2], "2 kg");
  assert.equal(totals[4], "USD 17.00");

  await window.press("Control+Enter");
  const row = await allPriced(window);
  const [, done, all] = (await window.text()).match(/(\d+) of (\d+) priced/).map(Number);
  assert.ok(done >= 5 && done <= all, `${done} of ${all} channels priced it`);
  await buy(window);
  await window.waits("the label", () => shownNumber(".lab-bar .mono"), 60_000);
  number = await shownNumber(".lab-bar .mono");

  const shown = await cli(practice, ["order", "show", order]);
  assert.equal(shown.state, "labelled");
  assert.ok(row.key.includes(shown.channel_id), `${row.key} was chosen, ${shown.channel_id} bought`);
  assert.equal(shown.recipient.city, "Eugene");
  assert.equal(shown.boxes.length, 2);
  const numbers = shown.boxes.map((box) => box.tracking_no);
  assert.equal(new Set(numbers).size, 2, "each box has a number of its own");
  assert.equal(number, numbers[0]);
  const charged = shown.charges.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  assert.equal(row.total.replace(/[^\d.]/g, ""), (charged / 100).toFixed(2));

  await window.find(".lab-act .pri:not(:disabled)");
  await window.press("Enter");
  const papers = await window.waits("paper", async () => {
    const all = printers.papers().map(read);
    return all.reduce((sum, paper) => sum + paper.pages, 0) >= 2 && all;
  }, 40_000);
  assert.equal(papers.reduce((sum, paper) => sum + paper.pages, 0), 2);
  for (const { width, height } of papers) {
    const exact = [[283.46, 425.2], [288, 432]].some(([w, h]) => Math.abs(width - w) < 0.1 && Math.abs(height - h) < 0.1);
    assert.ok(exact, `a page is ${width} × ${height} pt`);
  }
  const codes = papers.flatMap((paper) => paper.codes);
  for (const one of numbers) assert.ok(codes.includes(one), `${one} is on paper: ${codes}`);
  await window.sees("Timeline", 20_000);
  await window.waits("both labels to be printed", async () => {
    const states = await queued(practice, printers.env);
    assert.equal(states.length, 2);
    return states.every((one) => one === `${order} printed`);
  });

  await window.press("Enter");
  await window.waits("the timeline", async () => (await shownNumber(".parcel-no .mono")) === number, 20_000);
  assert.equal(await place(), `#/track/${number}`);
  t.diagnostic(`W2: ${window.presses - window.typed} command keys, ${window.typed} letters typed`);
});

test("where is it: a number, Enter, and the answer is in the clipboard", async (t) => {
  await window.press("F3");
  await window.waits("the orders", async () => (await place()).startsWith("#/orders"));
  Object.assign(window, { presses: 0, typed: 0 });
  await window.press("Control+k");
  await window.find(".finder input");
  await window.type(number);
  await window.waits("a hit", () => window.run("return document.querySelector('.finder [role=option]') !== null || null"));
  await window.press("Enter");
  await window.waits("the timeline", async () => (await shownNumber(".parcel-no .mono")) === number, 20_000);
  await window.find("blockquote");
  const answer = await window.run("return document.querySelector('blockquote').innerText");
  assert.ok(answer.includes(number), answer);
  await window.press("Control+Shift+c");
  await window.sees("Answer copied");
  t.diagnostic(`C1: ${window.presses - window.typed} command keys, ${window.typed} letters typed`);
});

/** Opens the window again where it was, with the form as it was. */
async function thereAgain(at, typed) {
  window = await openWindow({ folder, env: printers.env });
  await window.waits("the same place", async () => (await place()) === at, 20_000);
  await window.waits("the form", async () => "recipient.city" in (await formValues(window)));
  assert.deepEqual(await formValues(window), typed);
}

/** A new order, half typed; gives its number. */
async function halfTyped() {
  window ??= await openWindow({ folder, env: printers.env });
  const order = await newOrder(window);
  await fill(window, recipient().slice(0, 4));
  await atField(window, "recipient.address1");
  await window.type("77 Half");
  return order;
}

test("closing the window in the middle of a word loses no letter", async () => {
  await halfTyped();
  const typed = await formValues(window);
  const at = await place();
  assert.equal(typed["recipient.address1"], "77 Half");
  assert.equal(typed["recipient.name"], RECIPIENT[0][1]);
  await window.type("way");
  await closeWindow(window);
  window = undefined;
  await thereAgain(at, { ...typed, "recipient.address1": "77 Halfway" });
});

test("a half-typed order is there again after a power cut", async () => {
  const order = await halfTyped();
  const kept = async () => (await cli(practice, ["order", "show", order])).order.recipient;
  const typed = await formValues(window);
  assert.equal(typed["recipient.address1"], "77 Half");
  await window.waits("the text in the folder", async () => (await kept()).address1 === "77 Half");
  const at = await place();
  await killWindow(window);
  window = undefined;
  await thereAgain(at, typed);

  // the first thing that is still to be filled in
  await atField(window, "recipient.city");
  await window.type("Cut Off");
  await window.waits("the text in the folder", async () => (await kept()).city === "Cut Off");
  const last = await formValues(window);
  await killWindow(window);
  window = undefined;
  await thereAgain(at, last);
  assert.equal((await cli(practice, ["verify"])).ok, true);
});
