// When providers refuse, fall silent or are gone: what the window says, and what was really bought.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addOrders, allPriced, buy, findOrder, labelComes, openPrices, order } from "./harness/orders.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { clearUp, openWindow, temporary } from "./harness/window.mjs";

const desk = temporary("troubles");
const folder = `${desk.path}/desk`;
const CREATE = "interface.api.php";
const REFUSAL = "Ship web service is currently unavailable.";
let providers;
let env;
let window;

before(async () => {
  providers = await startProviders(`${desk.path}/providers`);
  env = await connect(folder, providers);
  await addOrders(folder, ["T-REFUSED", "T-LOST", "T-TAKEN", "T-DOWN", "T-OFFLINE"].map((one) => order(one)));
  window = await openWindow({ folder, env });
});

after(() => clearUp({ window, providers, desk }));

const show = (number) => cli(folder, ["order", "show", number], env);
const bought = async (number) => (await providers.orders()).filter((one) => one.order_no === number);
const creates = async () => (await providers.calls())[CREATE] ?? 0;
const states = (number) => async () => (await show(number)).state;

test("a refusal is quoted, charges nothing, and can be tried again", async () => {
  await providers.dial([{ kind: "refused", percent: 100, call: CREATE }]);
  await openPrices(window, "T-REFUSED");
  await buy(window);
  await window.sees(REFUSAL, 30_000);
  await window.sees("Refused");
  const refused = await show("T-REFUSED");
  assert.equal(refused.state, "failed");
  assert.ok(refused.last_error.provider_message.includes(REFUSAL));
  assert.deepEqual(refused.charges, []);
  assert.deepEqual(await bought("T-REFUSED"), []);

  await providers.dial([]);
  const row = await allPriced(window);
  await buy(window);
  await window.waits("the label", async () => (await states("T-REFUSED")()) === "labelled");
  await window.find(".lab-bar");
  const [once, ...more] = await bought("T-REFUSED");
  assert.deepEqual(more, []);
  const { charges, tracking_no } = await show("T-REFUSED");
  const paid = charges.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  // the refused call and the one that was carried out
  assert.deepEqual([once.state, once.create_calls, once.paid_minor, once.tracking_numbers], ["active", 2, paid, [tracking_no]]);
  assert.equal(row.total.replace(/[^\d.]/g, ""), (paid / 100).toFixed(2));
});

test("an answer that is lost is not sent again; the provider is asked, and it was one order", async () => {
  await openPrices(window, "T-LOST");
  const before = await creates();
  // nobody answers, so that the window cannot settle it by itself
  await providers.dial([{ kind: "answer-lost", percent: 100 }]);
  await buy(window);
  await window.sees("We do not know if T-LOST was bought", 30_000);
  await window.sees(/is not sent again/);
  assert.equal((await show("T-LOST")).state, "unknown");
  assert.equal(await creates(), before + 1);
  assert.equal(await window.run("return document.querySelector('.note.lost, [class~=lost]') !== null"), true);

  await providers.dial([]);
  await window.press("a");
  await window.waits("one order bought", async () => (await states("T-LOST")()) !== "unknown", 60_000);
  // the label of an order that was found comes a moment later
  await labelComes(window, states("T-LOST"));
  await window.find(".lab-bar");
  const orders = await bought("T-LOST");
  assert.equal(orders.length, 1);
  assert.equal(orders[0].create_calls, 1);
  assert.equal(await creates(), before + 1);
  assert.equal((await show("T-LOST")).tracking_no, orders[0].tracking_numbers[0]);
});

test("a number that the provider has from elsewhere is taken over by a person's word, and bought once", async () => {
  const other = `${desk.path}/other/desk`;
  const theirs = await connect(other, providers);
  await addOrders(other, [order("T-TAKEN")]);
  const way = ["buy", "T-TAKEN", "--account", providers.accounts[0].name, "--channel", "386"];
  const [first] = (await cli(other, way, theirs)).results;
  const [taken] = (await cli(folder, way, env)).results;
  assert.equal(taken.last_error.code, "purchase.number_taken");

  await findOrder(window, "T-TAKEN");
  await window.sees("Take over");
  await window.press("l");
  await window.sees("Is the provider’s T-TAKEN this order?");
  await window.press("Control+Enter");
  await window.sees("It is taken over, its label is here", 30_000);
  await window.find(".lab-bar");
  const { state, tracking_no } = await show("T-TAKEN");
  assert.deepEqual([state, tracking_no], ["labelled", first.tracking_no]);
  assert.equal((await bought("T-TAKEN")).length, 1);
});

test("a channel that is down says why in its row, and R asks it again", async () => {
  await providers.dial([{ kind: "channel-down", percent: 100, call: "getprice.php" }]);
  await openPrices(window, "T-DOWN");
  const down = () => window.run("return [...document.querySelectorAll('.q.down')].map((row) => row.innerText)");
  const rows = (await down()).filter((text) => text.includes("Connection timed out"));
  assert.ok(rows.length >= 5, `${rows.length} channels say that they are down`);
  await providers.dial([]);
  // End: the last row, one without a price
  await window.press("End");
  const key = await window.waits("a row without a price", () => window.run("return document.querySelector('.q.on.down')?.dataset.key ?? null"));
  await window.run("document.querySelector('.q.on').dataset.seen = 'before'");
  const asked = (await providers.calls())["getprice.php"];
  await window.press("r");
  await window.waits("one more question", async () => (await providers.calls())["getprice.php"] === asked + 1);
  assert.equal((await allPriced(window)).key, key);
});

test("without the providers everything can be read, and the window says how it is", async () => {
  const known = await show("T-REFUSED");
  await providers.stop();
  await findOrder(window, "T-OFFLINE");
  await window.press("F5");
  await window.sees("cannot be reached", 30_000);
  await window.sees("Nothing was sent.");
  assert.deepEqual((await show("T-OFFLINE")).state, "ready");
  await findOrder(window, "T-REFUSED");
  await window.find(".lab-bar");
  const number = await window.run("return document.querySelector('.lab-bar .mono').textContent.replace(/\\s/g, '')");
  assert.equal(number, known.tracking_no);
  await window.press("t");
  await window.waits("the timeline", () => window.run("return document.querySelector('.parcel-no') !== null || null"));
  assert.deepEqual((await show("T-REFUSED")).labels, known.labels);
  assert.equal((await cli(folder, ["verify"], env)).ok, true);
});
