// How it looks to everybody: accessible on every screen in every look, in another language at once, with 10,000 orders.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { addOrders, currentRow, fill, findOrder, formValues, newOrder, openPrices, order, recipient } from "./harness/orders.mjs";
import { startPrinters } from "./harness/printers.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { clearUp, closeWindow, dress, openWindow, root, temporary } from "./harness/window.mjs";

const AXE = readFileSync(path.join(root, "ui/node_modules/axe-core/axe.min.js"), "utf8");
const THEMES = [["light", "normal"], ["dark", "normal"], ["light", "high"]];
const LOOKS = [...THEMES.map((theme) => ["en", ...theme]), ["zh-CN", "light", "normal"]];
/** The choices of the settings, in their order. */
const CHOICES = [["zh-CN", "zh-TW", "en"], ["system", "light", "dark"], ["normal", "high"]];
const MANY = 10_000;

const desk = temporary("looks");
const folder = `${desk.path}/desk`;
let providers;
let printers;
let env;
let window;
let parcel;

before(async () => {
  providers = await startProviders(`${desk.path}/providers`);
  printers = await startPrinters();
  env = { ...(await connect(folder, providers)), ...printers.env };
  const draft = order("V-DRAFT");
  draft.recipient.city = "";
  await addOrders(folder, [order("V-BOUGHT"), order("V-READY"), draft]);
  const bought = await cli(folder, ["buy", "V-BOUGHT", "--account", "practice-dingcang", "--channel", "386"], env);
  parcel = bought.results[0].tracking_no;
  await cli(folder, ["track", "show", parcel, "--refresh"], env);
  await cli(folder, ["setting", "set", "printer.label", "label4x6"], env);
  printers.jam();
  await cli(folder, ["print", "V-BOUGHT"], env);
  window = await openWindow({ folder, env });
  await window.sees("V-BOUGHT", 30_000);
});

after(() => clearUp({ window, printers, providers, desk }));

const place = () => window.run("return location.hash");

/** Gives the window a look in its settings. */
async function choose(look) {
  await window.press("F12");
  await window.sees("SQLite");
  for (const [group, value] of look.entries())
    await window.run(`const [group, choice] = arguments;
      document.querySelectorAll("#settings-look [role=radiogroup]")[group].querySelectorAll("label")[choice].click()`, group, CHOICES[group].indexOf(value));
  await window.waits("the look", async () => {
    const now = await window.run("const { lang, dataset } = document.documentElement; return [lang, dataset.theme, dataset.contrast]");
    return now.join() === look.join();
  });
}

/** What keeps people out, as axe finds it: `rule: element`. Colours that are still on their way are nobody's. */
async function trouble(session) {
  await session.run(`if (!window.axe) { ${AXE} }`);
  await session.run("return Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished)).then(() => true)");
  return session.run(`return axe.run(document, { iframes: false, resultTypes: ["violations"] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, any }) => id + ": " + target.join(" ") + " " + (any[0]?.message ?? ""))))`);
}

/** How each screen is reached and known, in any language. */
const SCREENS = {
  "prices beside the list": () => openPrices(window, "V-READY"),
  "a label beside the list": () => findOrder(window, "V-BOUGHT").then(() => window.find(".lab-bar")),
  "the finder": async () => {
    await window.press("Control+k");
    await window.find(".finder input");
    await window.type("V-");
    await window.find(".finder [role=option]");
  },
  "the order form": async () => {
    await window.press("Escape");
    await findOrder(window, "V-DRAFT");
    await window.press("e");
    await window.waits("what is to fix", () => window.run("return document.querySelectorAll('.form-side .todo li').length === 1 || null"));
  },
  "the end of the day": () => window.press("F9").then(() => window.find(".ho input")),
  "orders to compare": () => window.press("F4").then(() => window.sees("V-READY")),
  "a jammed printer": () => window.press("F6").then(() => window.find(".jam", 40_000)),
  "no print server": async () => {
    await printers.stopServer();
    await window.press("F5");
    await window.find(".print-notes .note");
  },
  parcels: () => printers.startServer().then(() => window.press("F5")).then(() => window.press("F7")).then(() => window.sees("V-BOUGHT")),
  "a timeline": () => window.press("Enter").then(() => window.find(".parcel-no")),
  "an account": () => window.press("F11").then(() => window.find("section.account .account-tabs")),
  channels: () => window.press("2").then(() => window.sees("FEDEX_GROUND")),
  "what providers can do": () => window.press("3"),
  "a new account": () => window.press("1", "n").then(() => window.find(".provider-choice button")),
  "the fields of a new account": () => window.press("1").then(() => window.find("input[type=password]")),
  settings: () => window.press("F12").then(() => window.sees("SQLite")),
  "the keys": () => window.press("?").then(() => window.find("[role=dialog]")),
};

for (const look of LOOKS) {
  test(`every screen can be used by everybody: ${look.join(", ")} contrast`, async () => {
    await choose(look);
    const found = {};
    for (const [name, open] of Object.entries(SCREENS)) {
      await open();
      const some = await trouble(window);
      if (some.length > 0) found[name] = some;
    }
    await window.press("Escape");
    assert.deepEqual(found, {});
  });
}

test("the first start can be used by everybody, in every look", async () => {
  const beside = path.join(desk.path, "fresh");
  mkdirSync(beside);
  const fresh = await openWindow({ folder: path.join(beside, "desk"), env: printers.env });
  try {
    const found = {};
    for (const [theme, contrast] of THEMES) {
      await dress(fresh, { language: "en", theme, contrast });
      await fresh.find(".first-start .way");
      const some = await trouble(fresh);
      if (some.length > 0) found[`${theme}, ${contrast}`] = some;
    }
    assert.deepEqual(found, {});
  } finally {
    await closeWindow(fresh);
  }
});

test("another language is there at once, and a half-typed order stays as it is", async () => {
  await choose(LOOKS[0]);
  await newOrder(window, "sender.name");
  await window.run("window.kept = true");
  await fill(window, recipient().slice(0, 3).map(([field, text]) => [field.replace("recipient", "sender"), text]));
  const [typed, at] = [await formValues(window), await place()];
  assert.equal(typed["sender.name"], "Ada Vestergaard");
  // English stands last of the three
  for (const [move, sees, title] of [["ArrowLeft", "收件人", "設定"], ["ArrowLeft", "收件人", "设置"], ["ArrowRight", "收件人", "設定"], ["ArrowRight", "Recipient", "Settings"]]) {
    await window.press("F12");
    await window.sees("SQLite");
    await window.press("g", "1");
    await window.waits("the languages", () => window.run("return document.activeElement.matches('#settings-look input[type=radio]') || null"));
    await window.press(move);
    await window.waits(title, () => window.run("return document.querySelector('main h1')?.innerText === arguments[0] || null", title));
    await window.run("history.back()");
    await window.sees(sees);
    assert.equal(await place(), at);
    assert.deepEqual(await formValues(window), typed);
  }
  assert.equal(await window.run("return window.kept"), true, "without beginning anew");
  await window.press("Escape", "Escape");
});

test("the keys of a screen are listed, and none of them works meanwhile", async () => {
  await window.press("F7");
  await window.sees("V-BOUGHT");
  await window.press("?");
  const keys = await window.waits("the keys", () => window.run("return document.querySelector('[role=dialog]')?.innerText ?? null"));
  for (const word of ["Find anything", "Keys of this screen", "F11", "Ctrl K"]) assert.ok(keys.includes(word), `${word} in ${keys}`);
  await window.press("F3");
  assert.equal(await place(), "#/track");
  await window.press("Escape");
  await window.waits("them to be gone", async () => (await window.run("return document.querySelector('[role=dialog]')")) === null);
  await window.press("F3");
  await window.waits("the orders", async () => (await place()) === "#/orders");
});

/** A file of orders as an export has them. */
async function fileOf(count) {
  const [from, to] = [path.join(desk.path, "one.csv"), path.join(desk.path, "many.csv")];
  await cli(folder, ["order", "export", from, "--query", "V-READY"], env);
  const [head, row] = readFileSync(from, "utf8").split("\n");
  const rows = Array.from({ length: count }, (_, index) => row.replace("V-READY", `M-${String(index + 1).padStart(5, "0")}`));
  writeFileSync(to, [head, ...rows, ""].join("\n"));
  return to;
}

test(`the end of ${MANY} orders is reached by keyboard, and each of them is found`, async (t) => {
  const came = await cli(folder, ["order", "import", await fileOf(MANY)], env);
  assert.deepEqual([came.added, came.held], [MANY, 0]);
  const { all } = await window.run("return window.__TAURI_INTERNALS__.invoke('order_counts', { query: null })");
  await window.press("g", "5");
  await window.waits("all of them to be counted", () => window.run("return document.querySelector('[role=grid]').ariaRowCount === String(arguments[0] + 1) || null", all), 40_000);
  const started = Date.now();
  await window.waits("the last row", async () => {
    await window.press("End");
    return (await window.run("return document.querySelector('[role=row].cur')?.ariaRowIndex ?? null")) === String(all + 1);
  }, 60_000);
  t.diagnostic(`the end after ${Date.now() - started} ms`);
  assert.match(await currentRow(window), /^V-/);
  await window.press("Home");
  await window.waits("the first row", async () => (await currentRow(window))?.startsWith("M-"));
  await written(all);
  for (const number of ["M-00001", "M-07777", "M-10000"]) await findOrder(window, number);
});

/** All that is listed is written into a file, its last page too. */
async function written(all) {
  const file = path.join(desk.path, "listed.csv");
  const listed = { view: "all", states: [], batch: null, query: null, sort: "newest", limit: 0, after: null };
  const { orders } = await window.run("return window.__TAURI_INTERNALS__.invoke('order_export', arguments[0])", { path: file, request: listed, ids: [] });
  const lines = readFileSync(file, "utf8").trimEnd().split("\r\n");
  assert.deepEqual([orders, lines.length], [all, all + 1]);
  assert.match(lines[1], /^M-10000,/);
}
