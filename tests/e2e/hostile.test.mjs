// Texts that want to be script, from clerks, files and providers: everywhere they stay text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBetween } from "./harness/between.mjs";
import { addOrders, buy, findOrder, formValues, newOrder, openPrices, order } from "./harness/orders.mjs";
import { queued, startPrinters } from "./harness/printers.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { clearUp, openWindow, temporary } from "./harness/window.mjs";

const IMG = `<img src=x onerror="window.pwned='img'">`;
const SCRIPT = `<script>window.pwned='script'</script>`;
const LINK = `javascript:window.pwned='link'`;
const SVG = `"><svg onload=window.pwned='svg'><a href="${LINK}">`;
const TEMPLATE = "{{constructor.constructor('window.pwned=1')()}} $t(app:screens.print) ${window.pwned=1}";
const TURNED = "\u202Egpj.exe\u202C \u200F\u2066x\u2069 '\"`;--";
const LONG = `${"W".repeat(4990)}<b id=pwn>`;
/** Where 20 characters are room enough. */
const SHORT = "<b onload=pwned=1>";
const HOSTILE = [IMG, SCRIPT, LINK, SVG, TEMPLATE, TURNED];
/** An account's name may have no = and no /, and nothing that turns the direction of writing. */
const ACCOUNT = `<script>"'&amp;<img src onerror>`;

const desk = temporary("hostile");
const folder = `${desk.path}/desk`;
let providers;
let between;
let printers;
let env;
let window;
let number;

before(async () => {
  providers = await startProviders(`${desk.path}/providers`);
  printers = await startPrinters();
  // whatever a provider says for people ends in something hostile
  const some = [LINK + SCRIPT + TURNED, TEMPLATE + LONG, IMG + SVG];
  const forPeople = (text) => /[\u4e00-\u9fff ]/.test(text) && !/^\d/.test(text);
  between = await startBetween(providers.base, (text) => (forPeople(text) ? `${text} ${some[text.length % some.length]}` : text));
  const [known] = providers.accounts;
  const account = {
    ...known,
    name: ACCOUNT,
    base_url: known.base_url.replace(providers.base, between.base),
    secret_lines: known.secret_lines.map((line) => line.replace(known.name, ACCOUNT)),
  };
  env = { ...(await connect(folder, { accounts: [account] })), ...printers.env };
  const added = await addOrders(folder, [bad("H-BOUGHT", { city: IMG }), bad("H-READY", { city: SCRIPT }), bad("H-WORST", { phone: IMG, state: SVG, postcode: SHORT })]);
  assert.equal(added.done, 3);
  const bought = await cli(folder, ["buy", "H-BOUGHT", "--account", ACCOUNT, "--channel", "386"], env);
  number = bought.results[0].tracking_no;
  await cli(folder, ["track", "show", number, "--refresh"], env);
  await cli(folder, ["setting", "set", "station", IMG], env);
  await cli(folder, ["setting", "set", "printer.label", "label4x6"], env);
  window = await openWindow({ folder, env });
  await window.sees("H-BOUGHT", 30_000);
  await listen();
});

after(() => clearUp({ window, between, printers, providers, desk }));

/** An order whose every text is hostile. */
function bad(order_no, more = {}) {
  const whole = order(order_no);
  const person = { name: IMG, company: SCRIPT, email: LINK, address1: SVG, address2: TEMPLATE, house_no: SHORT, city: TURNED };
  const [box] = whole.boxes;
  const [item] = box.items;
  return {
    ...whole,
    reference: TEMPLATE,
    note: SCRIPT,
    sender: { ...whole.sender, ...person },
    recipient: { ...whole.recipient, ...person, ...more },
    boxes: [{ ...box, box_no: IMG, note: SVG, items: [{ ...item, sku: IMG, name_cn: SCRIPT, name_en: LINK, material: SVG, use: TEMPLATE }] }],
  };
}

/** Notes in the page whatever must not happen. */
const listen = () =>
  window.run(`const heard = (window.heard = []);
    for (const name of ["securitypolicyviolation", "error", "unhandledrejection"])
      window.addEventListener(name, (event) => heard.push([name, event.blockedURI ?? event.message ?? String(event.reason), event.violatedDirective ?? ""].join(" ")), true);
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = (...words) => { heard.push(name + " " + words.join(" ")); return null; };`);

/** Nothing was made of a text, nothing ran, nothing was asked for, and the window answers. */
async function harmless(where) {
  const found = await window.run(`const all = [...document.querySelectorAll("*")];
    return {
      heard: window.heard,
      pwned: window.pwned ?? null,
      handlers: all.flatMap((one) => [...one.attributes].filter(({ name }) => name.startsWith("on")).map(({ name }) => one.tagName + " " + name)),
      made: document.querySelectorAll("img[src='x'], img[src=''], #pwn, body script, body a[href^='javascript'], b[onload], svg[onload], main iframe").length,
    };`);
  assert.deepEqual(found, { heard: [], pwned: null, handlers: [], made: 0 }, where);
  const { ok } = await window.run("return window.__TAURI_INTERNALS__.invoke('desk_status').then(() => ({ ok: true }))");
  assert.equal(ok, true, `${where}: the window answers`);
}

/** Waits until a screen shows texts as they are; then it is harmless, and nothing of it is written backwards. */
async function shows(where, ...texts) {
  for (const text of texts) await window.sees(text);
  await harmless(where);
  const turned = (await window.text()).match(/[\u202A-\u202E\u2066-\u2069]/);
  assert.equal(turned, null, where);
}

/** Puts a text into a field of the form, as a paste does. */
const paste = (path, text) =>
  window.run(`const field = [...document.querySelectorAll("[data-path]")].find((one) => one.dataset.path === arguments[0]).querySelector("input:not([type=radio]), textarea");
    field.focus();
    field.select();
    document.execCommand("insertText", false, arguments[1]);
    return field.value;`, path, text);

test("in every field of an order such texts stay as they were put in, and nothing is made of them", async () => {
  const made = await newOrder(window, "sender.name");
  await window.press("Alt+m");
  const paths = await window.waits("the fields", () => window.run(`
    const fields = [...document.querySelectorAll("[data-path] input:not([type=radio]):not([disabled]), [data-path] textarea")];
    const paths = fields.map((one) => one.closest("[data-path]").dataset.path);
    return paths.includes("options.dingcang.ptid") && paths.includes("boxes[0].items[0].name_cn") && paths`));
  const texts = {};
  for (const [index, path] of paths.filter((one) => one !== "order_no").entries()) {
    texts[path] = path === "recipient.company" ? LONG : HOSTILE[index % HOSTILE.length];
    await paste(path, texts[path]);
  }
  await harmless("the form");
  const kept = async () => (await cli(folder, ["order", "show", made], env)).order;
  await window.waits("the order to be kept", async () => (await kept()).recipient.name === texts["recipient.name"]);
  const { sender, recipient, boxes } = await kept();
  assert.equal(sender.name, texts["sender.name"]);
  assert.equal(recipient.address1, texts["recipient.address1"]);
  assert.equal(boxes[0].items[0].name_en, texts["boxes[0].items[0].name_en"]);

  await paste("order_no", IMG);
  await window.sees("Order number");
  await harmless("the form with such a number");
  // there again from the folder, as it was put in
  await window.press("F12");
  await window.sees("Language");
  await window.run("history.back()");
  const values = await window.waits("the form", async () => {
    const now = await formValues(window);
    return Object.keys(now).length > 25 && now;
  });
  // a country is shown in capitals
  const wrong = Object.keys(values).filter((path) => texts[path] && values[path].toUpperCase() !== texts[path].toUpperCase());
  assert.deepEqual(wrong, []);
  await harmless("the form once more");
  await window.press("F3");
  await window.sees("H-BOUGHT");
  await harmless("the list");
});

const SAID = "Ship web service is currently unavailable.";

test("what is known of hostile orders, and what providers say of them, is text on every screen", async () => {
  await openPrices(window, "H-READY");
  await shows("the prices", "H-READY", SCRIPT, ACCOUNT, IMG + SVG, LINK, TEMPLATE, LONG.slice(-40));
  await providers.dial([{ kind: "refused", percent: 100, call: "interface.api.php" }]);
  await buy(window);
  await shows("a refusal", `${SAID} ${IMG}${SVG}`);
  await providers.dial([]);

  await findOrder(window, "H-BOUGHT");
  await window.find(".lab-bar");
  await shows("the label and the list", IMG, SCRIPT);
  await window.press("Control+k");
  await window.find(".finder input");
  await window.type("onerror");
  await window.waits("all of them", () => window.run("return document.querySelectorAll('.finder [role=option]').length === 4 || null"));
  await shows("the finder", IMG, SCRIPT);
  await window.press("Escape");

  await window.press("F4");
  await window.find("[role=row] .mono");
  await shows("the orders to compare", "H-READY", SCRIPT);
  await cli(folder, ["print", "H-BOUGHT"], env);
  await window.press("F6");
  await window.sees("Label printer · label4x6: 1 of 1 out", 30_000);
  await shows("the printers", "H-BOUGHT", IMG);
  assert.deepEqual(await queued(folder, env), ["H-BOUGHT printed"]);

  await window.press("F7");
  await shows("the parcels", "H-BOUGHT", `Order created successfully ${IMG}${SVG}`, ACCOUNT);
  await window.press("Enter");
  await window.find(".parcel-no");
  await shows("the timeline", `Order created successfully ${IMG}${SVG}`, ACCOUNT, IMG);
});

test("accounts, channels, senders, boxes and the station may be called so, too", async () => {
  await window.press("F11");
  await window.waits("the accounts", () => window.run("return document.activeElement?.closest('[role=grid]') !== null || null"));
  await shows("the account", ACCOUNT);
  await window.press("t");
  await window.find(".account-note [role=status] .note");
  await shows("its test", "Accepted: the keys work");
  await window.press("2");
  await window.sees(IMG + SVG);
  // the alias of the first channel
  await window.run("document.querySelector('section.account [role=grid]').focus()");
  await window.press("Home", "Enter");
  await window.waits("the field of the alias", () => window.run("return document.activeElement.matches('section.account [role=grid] input') || null"));
  await window.type(SCRIPT);
  await window.press("Enter");
  await shows("the channels", SCRIPT, LINK);
  await window.press("3");
  await shows("what it can do", ACCOUNT);

  await window.run(`const [label, party] = arguments;
    const call = (name, more) => window.__TAURI_INTERNALS__.invoke(name, more);
    const preset = { id: "", name: label, length_cm: "10", width_cm: "10", height_cm: "10", tare_kg: "0.1" };
    return call("sender_save", { id: null, label, party, isDefault: true }).then(() => call("box_preset_save", { preset }));`, IMG, bad("H-ANY").sender);
  await window.press("F12");
  await window.sees("Language");
  await shows("the settings", IMG);
  assert.equal(await window.run("return [...document.querySelectorAll('input')].some((one) => one.value === arguments[0])", IMG), true, "the station's name");
  await window.press("?");
  await shows("the keys", "Back up now");
});

test("a name that turns the direction of writing is refused, and nothing is kept of it", async () => {
  const [known] = providers.accounts;
  const sets = Object.entries(known.fields).flatMap(([field, value]) => ["--set", `${field}=${value}`]);
  const before = await cli(folder, ["account", "list"], env);
  for (const name of ["safe\u202Egpj", "\u2066x\u2069", "\u200Fx"]) {
    const words = ["account", "add", "--provider", known.provider, "--name", name, "--base-url", known.base_url, ...sets];
    const { error } = await cli(folder, words, env).then(() => ({}), ({ message }) => JSON.parse(message.slice(message.indexOf('{"error"'))));
    assert.equal(error?.code, "input.invalid", JSON.stringify(name));
    assert.deepEqual(error.fields.map(({ path }) => path), ["name"]);
  }
  assert.deepEqual(await cli(folder, ["account", "list"], env), before);
});
