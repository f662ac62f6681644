// Orders as a clerk types them, by keyboard alone, and as scripts add them.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { cli } from "./providers.mjs";
import { sleep, until } from "./webdriver.mjs";

/** Invented people only. */
export const RECIPIENT = [
  ["name", "Ada Vestergaard"],
  ["company", "Vestergaard Lamps"],
  ["phone", "5415550142"],
  ["email", "ada@lamps.example"],
  ["address1", "1488 Larkspur Lane"],
  ["address2", "Unit 5"],
  ["house_no", ""],
  ["country", "US"],
  ["postcode", "97401"],
  ["city", "Eugene"],
  ["state", "OR"],
];

/** The path of the field that has the focus. */
export const fieldPath = (session) => session.run("return document.activeElement?.closest('[data-path]')?.dataset.path ?? null");

/** What the fields of a form hold, by path; the choice of a carton comes and goes with the list of cartons. */
export const formValues = (session) =>
  session.run(`return Object.fromEntries([...document.querySelectorAll("[data-path] input:not([type=radio])")]
    .map((input) => [input.closest("[data-path]").dataset.path, input.value])
    .filter(([path]) => !/^boxes\\[\\d+\\]$/.test(path)))`);

/** Waits until the focus stands in a field. */
export const atField = (session, wanted) =>
  until(`the focus in ${wanted}`, async () => {
    const now = await fieldPath(session);
    if (now === wanted) return true;
    throw new Error(`it is in ${now}`);
  });

/** Fills fields one after the other, going on with Tab; the focus must really come to each. */
export async function fill(session, fields) {
  for (const [field, text] of fields) {
    await atField(session, field);
    if (text) await session.type(text);
    await session.press("Tab");
  }
}

/** The recipient's fields, in the order of Tab. */
export const recipient = (values = RECIPIENT) => values.map(([field, text]) => [`recipient.${field}`, text]);

/** A line of goods, in the order of Tab. */
export function goods(box, line, { sku, cn, en, quantity, price, each }) {
  const at = `boxes[${box}].items[${line}]`;
  return [
    [`${at}.sku`, sku],
    [`${at}.name_cn`, cn],
    [`${at}.name_en`, en],
    [`${at}.quantity`, quantity],
    [`${at}.unit_price`, price],
    [`${at}.unit_weight_kg`, each],
  ];
}

/** Opens a new order; gives its number. Without a usual sender it begins with that. */
export async function newOrder(session, first = "recipient.name") {
  await session.press("Control+n");
  await atField(session, first);
  return session.run("return document.querySelector('.form-top h1 .mono, .form-top .mono').textContent");
}

/** An order document that can be bought. */
export function order(order_no, changes = {}) {
  const person = (name) => ({
    name,
    company: "",
    phone: "5415550142",
    email: "",
    address1: "1488 Larkspur Lane",
    address2: "",
    house_no: "",
    city: "Eugene",
    state: "OR",
    postcode: "97401",
    country: "US",
  });
  const item = { sku: "LAMP-1", name_cn: "台灯", name_en: "desk lamp", unit_price: "6.00", currency: "USD", quantity: 1, unit_weight_kg: "0.4", material: "", use: "", hs_code: "", battery: "" };
  const box = { box_no: "box1", note: "", weight_kg: "0.5", length_cm: 20, width_cm: 15, height_cm: 10, items: [item] };
  return { order_no, reference: "", note: "", sender: person("Kim Harrow"), recipient: person("Ada Vestergaard"), warehouse_id: null, options: {}, boxes: [box], ...changes };
}

/** Adds orders to a folder by the command line. */
export async function addOrders(folder, orders) {
  const file = path.join(folder, "..", "orders.json");
  writeFileSync(file, JSON.stringify(orders));
  return cli(folder, ["order", "add", file]);
}

/** Waits until every channel has answered and one stays chosen: what moved a moment ago is not bought by Enter. */
export async function allPriced(session) {
  const chosen = () =>
    session.run(`const row = document.querySelector(".q.on");
      const focus = document.activeElement?.closest(".cmp-root") !== null;
      if (!row || !focus || document.querySelector(".q.wait, .qgrid[aria-busy]")) return null;
      return { key: row.dataset.key, name: row.querySelector("b").textContent, total: row.querySelector(".qt")?.innerText ?? "" };`);
  return session.waits("a channel that stays chosen, with the focus in the prices", async () => {
    const [before] = [await chosen(), await sleep(900)];
    if (before && before.key === (await chosen())?.key) return before;
    throw new Error(`the focus is in ${JSON.stringify(await session.focus())}`);
  }, 40_000);
}

/** Enter; and once more where the window asks for it because the cheapest changed just now. */
export async function buy(session) {
  await session.press("Enter");
  await sleep(500);
  if ((await session.text()).includes("Nothing is bought yet. Enter buys")) await session.press("Enter");
}

/** Opens an order by its number, from anywhere, and waits for its prices; gives the chosen row. */
export async function openPrices(session, number) {
  await findOrder(session, number);
  // who only looks an order up asks for no prices
  await session.press("F5");
  return allPriced(session);
}

/** Opens an order by its number, from anywhere. */
export async function findOrder(session, number) {
  await session.press("Control+k");
  await session.find(".finder input");
  await session.type(number);
  await session.waits(`${number} to be found`, () =>
    session.run("return document.querySelector('.finder [role=option]')?.innerText.includes(arguments[0]) || null", number));
  await session.press("Enter");
  await session.waits(`${number} to be opened`, () =>
    session.run("return (!document.querySelector('.finder') && [...document.querySelectorAll('aside .mono')].some((one) => one.textContent === arguments[0])) || null", number));
}

/** Opens an order by its number, from anywhere, and waits until Enter prints its label. */
export async function openLabel(session, number) {
  await findOrder(session, number);
  await session.waits("the label, with the focus", async () => {
    const [label, focus] = await session.run(`return [document.querySelector(".lab-bar") !== null && document.querySelector(".lab-act .pri:not(:disabled)") !== null,
      document.activeElement.closest(".lab-root") !== null]`);
    if (label && focus) return true;
    throw new Error(`${label ? "it is there" : "it is not there"}, the focus is in ${JSON.stringify(await session.focus())}`);
  });
}

/** Waits until a provider's late label is here, and asks for it meanwhile; `state` tells how the order stands. */
export const labelComes = (session, state) =>
  session.waits("the label", async () => {
    if ((await state()) === "labelled") return true;
    await session.press("l");
    await sleep(1500);
    return false;
  }, 40_000);

/** The text of the row in which the cursor of the list stands. */
export const currentRow = (session) => session.run("return document.querySelector('[role=row].cur')?.innerText ?? null");

/** Takes all ticks away: they stay when a screen is left. */
export async function selectNone(session) {
  if (!/\d+ selected/.test(await session.text())) return;
  await session.press("Escape");
  await session.sees_no_more(" selected");
}

/** Ticks orders of the list in this order, which must be that of the list. */
export async function tick(session, numbers) {
  await session.press("Home");
  let row = await session.waits("the first row", () => currentRow(session));
  for (const number of numbers) {
    while (!row.startsWith(number)) {
      const before = row;
      await session.press("ArrowDown");
      row = await session.waits(`a row below ${before.slice(0, 20)}`, async () => {
        const now = await currentRow(session);
        return now !== before && now;
      }, 5_000);
    }
    await session.press("Space");
  }
  await session.sees(`${numbers.length} selected`);
}
