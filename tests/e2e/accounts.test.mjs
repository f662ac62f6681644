// Wrong keys and no network: what the window says, what can still be read, and that nothing is sent twice.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { addOrders, allPriced, buy, findOrder, labelComes, openLabel, openPrices, order } from "./harness/orders.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { clearUp, closeWindow, openWindow, temporary } from "./harness/window.mjs";

const desk = temporary("accounts");
const CREATE = "interface.api.php";
const [GOOD, WRONG] = ["practice-dingcang", "practice-dingexpress"];
let providers;
let folder;
let env;
let window;

before(async () => {
  providers = await startProviders(`${desk.path}/providers`);
});

afterEach(async () => {
  if (window) await closeWindow(window).catch(() => {});
  window = undefined;
});

after(() => clearUp({ providers, desk }));

/** A folder with accounts and orders. */
async function begin(name, accounts, numbers) {
  folder = `${desk.path}/${name}/desk`;
  env = await connect(folder, providers, accounts);
  await addOrders(folder, numbers.map((one) => order(one)));
}

const show = (number) => cli(folder, ["order", "show", number], env);
const state = async (number) => (await show(number)).state;
const bought = async (number) => (await providers.orders()).filter((one) => one.order_no === number);
const creates = async () => (await providers.calls())[CREATE] ?? 0;
const says = (what) => window.waits(`the status bar to say “${what}”`, async () => {
  const bar = await window.run("return document.querySelector('.statusbar').innerText.replace(/\\s+/g, ' ')");
  if (bar.includes(what)) return true;
  throw new Error(`it says ${bar}`);
}, 60_000);
const shownNumber = (css) => window.run("return document.querySelector(arguments[0])?.textContent.replace(/\\s/g, '') ?? null", css);

/** Tests the account at a place of the list, by keyboard; gives what the window says of it. */
async function testAccount(name, place) {
  await window.press("F11");
  await window.waits("the accounts", () => window.run("return document.activeElement?.closest('[role=grid]') !== null || null"));
  await window.press("Home", ...Array(place).fill("ArrowDown"));
  await window.waits(`${name} to be chosen`, async () => (await window.run("return document.querySelector('section.account h2')?.innerText")) === name);
  await window.press("t");
  return window.waits("the verdict", () => window.run("return document.querySelector('.account-note [role=status] .note')?.innerText ?? null"));
}

test("wrong keys are said in words, with those of the provider, and nothing is bought with them", async () => {
  await begin("keys", { wrong: WRONG }, ["N-KEYS"]);
  window = await openWindow({ folder, env });
  const good = await testAccount(GOOD, 0);
  assert.match(good, /^Accepted: the keys work/);
  assert.match(good, /Nothing was bought\./);
  const bad = await testAccount(WRONG, 1);
  assert.match(bad, /^Refused: the provider does not accept these keys/);
  assert.match(bad, /It said “AppKey或AppSecret错误”/);
  assert.match(bad, /Check the keys and this computer’s clock/);
  await says(`${WRONG} key or clock wrong`);

  // only channels of the other account can be chosen
  await openPrices(window, "N-KEYS");
  const accounts = await window.run("return [...new Set([...document.querySelectorAll('.q')].map((row) => row.dataset.key.split('\\n')[0]))]");
  assert.deepEqual(accounts, [GOOD]);
  const refused = await cli(folder, ["buy", "N-KEYS", "--account", WRONG, "--channel", "386"], env);
  assert.deepEqual([refused.done, refused.failed, refused.unknown], [0, 1, 0]);
  assert.equal(refused.results[0].last_error.code, "provider.auth");
  assert.equal(refused.results[0].last_error.message, "DingExpress does not accept the keys of account “practice-dingexpress”: “AppKey或AppSecret错误”. Nothing was done there.");
  assert.deepEqual(await bought("N-KEYS"), []);
  assert.equal(await creates(), 0);
});

/** What needs no network: labels, timelines, every screen. */
async function readEverything(number, known) {
  await openLabel(window, number);
  assert.equal(await shownNumber(".lab-bar .mono"), known.tracking_no);
  await window.press("t");
  await window.waits("the timeline", async () => (await shownNumber(".parcel-no .mono")) === known.tracking_no);
  const screens = [["F4", "Compare"], ["F6", "Print"], ["F7", number], ["F11", GOOD], ["F12", "Settings"], ["F3", number]];
  for (const [key, sees] of screens) {
    await window.press(key);
    await window.sees(sees);
  }
  assert.deepEqual((await show(number)).labels, known.labels);
}

test("offline: the window says so, everything is readable, and what is bought meanwhile is sent once, later", async () => {
  await begin("offline", { only: [GOOD] }, ["N-KEPT", "N-OFFLINE", "N-LOST"]);
  await cli(folder, ["buy", "N-KEPT", "--account", GOOD, "--channel", "386"], env);
  const kept = await show("N-KEPT");
  await cli(folder, ["track", "show", kept.tracking_no, "--refresh"], env);
  window = await openWindow({ folder, env });

  await openPrices(window, "N-OFFLINE");
  // the answer of this one is lost, and then there is nobody to ask
  await openPrices(window, "N-LOST");
  await providers.dial([{ kind: "answer-lost", percent: 100 }]);
  await buy(window);
  await window.sees("We do not know if N-LOST was bought", 30_000);
  const sent = await creates();
  await providers.stop();
  await findOrder(window, "N-OFFLINE");
  await allPriced(window);
  await buy(window);
  await window.sees("cannot be reached", 30_000);
  await window.sees("Nothing was sent.");
  const { state: stays, charges, last_error } = await show("N-OFFLINE");
  assert.deepEqual([stays, charges, last_error.code], ["ready", [], "network.unreachable"]);
  await window.press("F5");
  await says("Offline. All readable");
  await readEverything("N-KEPT", kept);
  assert.equal(await state("N-LOST"), "unknown");

  // the same providers again, with what they knew
  providers = await startProviders(`${desk.path}/providers`, { port: providers.port });
  assert.deepEqual(await bought("N-OFFLINE"), []);
  await openPrices(window, "N-OFFLINE");
  await says("Online");
  await buy(window);
  await window.waits("the label", async () => (await state("N-OFFLINE")) === "labelled");
  await findOrder(window, "N-LOST");
  await window.press("a");
  await window.waits("what became of the lost one", async () => (await state("N-LOST")) !== "unknown", 40_000);
  await labelComes(window, () => state("N-LOST"));
  for (const number of ["N-OFFLINE", "N-LOST"]) {
    const orders = await bought(number);
    assert.equal(orders.length, 1, `${number} is there once`);
    assert.equal(orders[0].create_calls, 1, `${number} was sent once`);
    assert.deepEqual(orders[0].tracking_numbers, [(await show(number)).tracking_no]);
  }
  assert.equal(sent, 2, "one for the order that was kept, one for the lost one");
  assert.equal((await cli(folder, ["verify"], env)).ok, true);
});
