// The end of a day, by keyboard alone: the address once, every scan form with one key, what is refused, lost and broken.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addOrders, findOrder, order } from "./harness/orders.mjs";
import { paperAskedFor, read, startPrinters } from "./harness/printers.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { clearUp, closeWindow, openWindow, temporary } from "./harness/window.mjs";

const desk = temporary("hand-over");
const folder = `${desk.path}/desk`;
const CALL = "scanform.php";
/** A channel that makes scan forms, and one that does not. */
const [FORMS, NO_FORMS] = ["422", "386"];
let providers;
let printers;
let env;
let window;

before(async () => {
  providers = await startProviders(`${desk.path}/providers`);
  printers = await startPrinters({ office: true });
  env = { ...(await connect(folder, providers, { only: [providers.accounts[0].name] })), ...printers.env };
  await cli(folder, ["setting", "set", "printer.scan_form", "office"], env);
  await buy(FORMS, "H-1", "H-2");
  await buy(NO_FORMS, "H-3");
  window = await openWindow({ folder, env });
});

after(() => clearUp({ window, printers, providers, desk }));

async function buy(channel, ...numbers) {
  await addOrders(folder, numbers.map((one) => order(one)));
  const { done } = await cli(folder, ["buy", ...numbers, "--account", providers.accounts[0].name, "--channel", channel], env);
  assert.equal(done, numbers.length);
}

const made = async () => (await providers.calls())[CALL] ?? 0;
const invoke = (command, args) => window.run("return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])", command, args);
const group = async (channel) => (await invoke("hand_over_show", { date: null })).groups.find((one) => one.channel_id === channel);
const focused = (css) => window.waits(`the focus in ${css}`, () => window.run("return document.activeElement?.closest(arguments[0]) !== null || null", css));

test("F9, the address once, Enter: every scan form is made that can be, and looked at", async () => {
  await window.sees("H-3");
  await window.press("F9");
  await window.sees("Enter the address ID");
  await focused("[role=grid]");
  await window.press("Enter");
  await focused(".ho input");
  assert.equal(await made(), 0);
  await window.type("93");
  await window.press("Enter");
  await focused("[role=grid]");
  await window.sees("Make 2 scan forms (3 boxes)");
  await window.press("Enter");
  await window.sees("1 scan form made: 2 boxes handed in");
  await window.sees("Not made");
  const [done, refused] = [await group(FORMS), await group(NO_FORMS)];
  assert.deepEqual([done.in_form, done.ready, done.forms[0].state], [2, 0, "done"]);
  assert.deepEqual([refused.ready, refused.forms[0].error.provider_message], [1, "该渠道不支持SCANFORM"]);

  await window.press("End");
  await window.waits("the form on its paper", () => window.run("return document.querySelector('.ho .paper canvas, .ho .paper img') !== null || null"));
  const out = `${desk.path}/form.pdf`;
  await invoke("scan_form_save", { id: done.forms[0].id, path: out });
  // it was printed by itself, on the printer of sheets: one page on A4, as it was saved
  const [sheet] = await window.waits("the form to come out", () => (printers.papers().length > 0 ? printers.papers() : null));
  const { codes, pages, ...size } = read(sheet);
  assert.deepEqual([codes, pages, Object.values(size).map(Math.round)], [read(out).codes, 1, [595, 842]]);
  assert.equal(codes.length, 1);
  assert.deepEqual(paperAskedFor(sheet), { width: 210, height: 297 });
});

test("a form is printed once more by its key, and is the same", async () => {
  const [first] = printers.papers();
  await window.press("p");
  await window.sees("The scan form with H-1 was sent to a printer before");
  assert.equal(printers.papers().length, 1);
  await window.run("[...document.querySelectorAll('button')].find((one) => one.innerText.startsWith('Print again')).click()");
  const [, second] = await window.waits("the second one", () => (printers.papers().length > 1 ? printers.papers() : null));
  assert.deepEqual(read(second), read(first));
});

test("a cancellation says beforehand which form it breaks", async () => {
  await findOrder(window, "H-1");
  await window.press("Control+Delete");
  await window.sees("This breaks a scan form");
  await window.sees(/Scan form of .* with 2 boxes/);
  await window.press("Escape");
  await window.sees_no_more("This breaks a scan form");
});

test("a form whose answer is lost is never asked for again by itself, also after the window was closed", async () => {
  await buy(FORMS, "H-4");
  await providers.dial([{ kind: "answer-lost", percent: 100, call: CALL, times: 1 }]);
  await window.press("F9");
  await window.sees("Make 2 scan forms (2 boxes)");
  // the one that knows no forms is left alone
  await focused("[role=grid]");
  await window.press("Home", "Space");
  await window.sees("Left alone");
  const before = await made();
  await window.press("Enter");
  await window.waits("the lost form", async () => (await group(FORMS)).form_unknown === 1);
  assert.equal(await made(), before + 1);
  await closeWindow(window);

  window = await openWindow({ folder, env });
  await window.sees("Left alone");
  await focused("[role=grid]");
  await window.press("End", "Enter");
  await window.sees("We do not know if the scan form of");
  await window.press("y");
  await window.sees("Say so if you see it");
  await window.press("Control+Enter");
  await window.waits("it to count as handed in", async () => (await group(FORMS)).in_form === 3);
  await window.sees_no_more("We do not know if the scan form of");
  assert.equal(await made(), before + 1);
  assert.equal((await cli(folder, ["verify"], env)).ok, true);
});
