// Pictures of every screen of the real window, in two languages and two themes, into docs/screens. Run by `make shots`;
// words after it take only pictures whose names begin with one of them: `node tests/e2e/shots.mjs print parcel`.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { startPrinters } from "./harness/printers.mjs";
import { cli, connect, startProviders } from "./harness/providers.mjs";
import { closeDisplay, closeWindow, dress, openWindow, picture, root, sleep, temporary } from "./harness/window.mjs";

const ORDERS = path.join(root, "src-tauri/crates/app/src/practice/orders.json");
const SCREENS = path.join(root, "docs/screens");
const LOOKS = ["en", "zh-CN"].flatMap((language) => ["light", "dark"].map((theme) => ({ language, theme })));
const wanted = process.argv.slice(2);
const takes = (name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word));

const CREATE = "interface.api.php";
const LABELS = ["fetchlabel.php", "multifetchlabels.php"];
const noLabels = LABELS.map((call) => ({ kind: "page-500", percent: 100, call }));

/** An order of two parcels with proofs of delivery; what came back, what was collected. */
const [TWO, ...OTHERS] = ["WO7000000002", "WO7000000007", "WO7000000006"];
/** Purchases of three parcels, of two, of none yet, and one that is lost. */
const [THREE, ...FEWER] = ["700000000003", "700000000001", "700000000002", "700000000005"];
const ELSEWHERE = "ID70000000000001ZZ";
const LONG_AGO = 400;

const ENTER = "\uE007";
/** Numbers as somebody pastes them: of one carrier by its check digit, of some post, an air waybill, and of nobody. */
const NUMBERS = ["9405500897846053129766", "RR473124829CN", "016-12345675", "PLAIN-77"];

/** Moves the clock of the providers. */
async function advance({ base }, seconds) {
  const answer = await fetch(`${base}/_practice/advance`, {
    method: "POST",
    body: JSON.stringify({ seconds }),
    headers: { "content-type": "application/json" },
  });
  if (!answer.ok) throw new Error(`the clock said ${answer.status}: ${await answer.text()}`);
}

/** Parcels that were long on their way: one that three sources know, some of a warehouse, and purchases; gives their numbers. */
async function follow(run, providers) {
  const numbers = async (number) => {
    const shown = await run("track", "show", number, "--refresh");
    return (shown.results ?? [shown]).map((parcel) => parcel.numbers[0]);
  };
  const purchases = async () => {
    for (const id of [...FEWER, THREE]) await run("track", "purchase", id, "--account", "practice-xportcn");
    return run("track", "purchase", THREE, "--account", "practice-xportcn", "--offline");
  };
  await advance(providers, -LONG_AGO);
  await run("quote", "A1005");
  await run("buy", "A1005", "--cheapest");
  const [three] = await numbers("A1005");
  await run("track", "add", three, "--account", "practice-trackingmore");
  for (const number of [...OTHERS, TWO]) await numbers(number);
  await purchases();
  await advance(providers, LONG_AGO);
  for (const number of [three, ...OTHERS]) await numbers(number);
  const [, delivered] = await numbers(TWO);
  const [first] = (await purchases()).parcels;
  await run("track", "received", THREE, "--account", "practice-xportcn", "--parcel", first.numbers[0], "--item", "1");
  await run("isp", "show", "--order", ELSEWHERE, "--account", "practice-winit");
  return { three, delivered };
}

/** Orders in every state. The provider's labels stay broken, so that what is due or unknown stays so. */
async function fill(folder, providers, env, printer) {
  const run = (...words) => cli(folder, words, env);
  await run("order", "add", ORDERS);
  const followed = await follow(run, providers);
  const buy = (number, ...words) => run("buy", number, "--cheapest", ...words);
  for (const number of ["A1001", "A1002", "A1003", "A1004"]) {
    await run("quote", number);
    await buy(number);
  }
  await run("setting", "set", "printer.label", printer);
  await run("print", "A1001", "A1002");
  await run("cancel", "A1003");
  await providers.dial([{ kind: "refused", percent: 100, call: CREATE }]);
  await buy("A1006");
  await providers.dial([{ kind: "late-label", percent: 100 }, ...noLabels]);
  await buy("A1008", "--no-wait");
  await providers.dial([{ kind: "answer-lost", percent: 100, call: CREATE }, ...noLabels]);
  await buy("A1009");
  await providers.dial(noLabels);
  await run("quote", "A1010");
  const { id } = await run("order", "show", "A1010");
  const draft = await run("order", "show", "A1007");
  const { tracking_no } = await run("order", "show", "A1001");
  const { account, channel_id } = await run("order", "show", "A1001");
  await run("scanform", "--account", account, "--channel", channel_id, "--address-id", "93", "A1001");
  for (const number of ["A1001", "A1002", "A1004"]) await run("track", "show", number, "--refresh");
  return { ready: id, draft: draft.id, parcel: tracking_no, ...followed };
}

/** One window on one folder: goes through the looks and takes what `shots` says. */
async function through(session, shots) {
  const chosen = shots.filter(({ name }) => takes(name));
  if (chosen.length === 0) return;
  for (const look of LOOKS) {
    await dress(session, look);
    for (const shot of chosen) {
      try {
        await take(session, shot, look);
      } catch (error) {
        missed.push(`${shot.name} ${look.language} ${look.theme}: ${error.message.slice(0, 400)}`);
      }
    }
  }
}

const missed = [];

async function take(session, { name, place, sees, keys = [], then, after = 700 }, look) {
  if (place) {
    // an open dialog or panel does not come along
    await session.press("Escape");
    await session.run("location.hash = '#/settings'");
    await sleep(150);
    await session.run("location.hash = '#' + arguments[0]", place);
  }
  if (sees) await session.sees(sees, 6000);
  for (const key of keys) {
    await sleep(250);
    await session.press(key);
  }
  if (then) await then(session);
  await sleep(after);
  const file = path.join(SCREENS, `${name}-${look.language}-${look.theme}.png`);
  await picture(session, name, file);
  execFileSync("convert", [file, "+dither", "-colors", "256", "-strip", `PNG8:${file}`]);
  console.log(path.relative(root, file));
}

const down = (rows) => Array(rows).fill("ArrowDown");
const priced = (session) => session.sees(/[1-9]\d* (?:of|\/) \d+ (?:priced|已报价)/);

/** Types numbers in place of those that stand there from the look before. */
async function typeNumbers(session) {
  await session.sees(/Tracking numbers|运单号/);
  await session.press("Control+a");
  await session.type(NUMBERS.join(ENTER));
  await session.sees("PLAIN-77");
}

const full = ({ ready, draft, parcel, three, delivered }) => [
  // what the look before left open beside the list is closed
  { name: "orders", place: "/orders", sees: "A1012", keys: ["Escape"] },
  { name: "find", place: "/orders", sees: "A1012", keys: ["Control+k"], then: (session) => session.type("A10") },
  { name: "keys", place: "/orders", sees: "A1012", keys: ["?"] },
  { name: "orders-selected", place: "/orders", sees: "A1012", keys: ["ArrowDown", "Space", "ArrowDown", "Space"] },
  { name: "orders-unknown", place: "/orders", sees: "A1012", keys: ["Home", ...down(3), "Enter"], after: 1500 },
  { name: "hand-over", place: "/orders/hand-over", sees: "USPS", keys: ["Home"], after: 2500 },
  { name: "compare", place: "/orders", sees: "A1012", keys: ["Home", ...down(2), "q"], then: priced, after: 1500 },
  { name: "compare-orders", place: "/compare", sees: "A1010" },
  { name: "order-form", place: `/orders/${ready}/form`, sees: "A1010", after: 1200 },
  { name: "order-form-draft", place: `/orders/${draft}/form`, sees: "A1007", after: 1200 },
  // from here on the list has one order alone: coming back from a label shows its order
  { name: "label", place: "/orders/A1004/label", sees: "A1004", after: 3000 },
  { name: "print", place: "/print", sees: "Label printer", after: 2500 },
  { name: "track", place: "/track", sees: "A1001" },
  { name: "parcel", place: `/track/${parcel}`, sees: parcel.slice(-4), after: 2000 },
  { name: "track-add", place: "/track", sees: "A1001", keys: ["a"], then: typeNumbers, after: 2000 },
  { name: "parcel-delivered", place: `/track/${delivered}`, sees: delivered.slice(-4), after: 2500 },
  { name: "pod", place: `/track/${delivered}`, sees: "SHA-256", keys: ["Space"], after: 2500 },
  { name: "parcel-three", place: `/track/${three}`, sees: three.slice(-4), after: 2000 },
  { name: "parcel-edit", place: `/track/${three}`, sees: three.slice(-4), keys: ["e"], after: 1500 },
  { name: "purchases", place: "/track/purchases", sees: THREE, after: 1200 },
  { name: "purchase", place: `/track/purchases/practice-xportcn/${THREE}`, sees: THREE, after: 1500 },
  { name: "elsewhere", place: `/orders/elsewhere/practice-winit/no/${ELSEWHERE}`, sees: ELSEWHERE, after: 1500 },
  { name: "accounts", place: "/accounts", sees: /F11[\s\S]*practice-dingcang/, after: 1500 },
  { name: "settings", place: "/settings", sees: "F12", after: 1200 },
];

const empty = [
  { name: "orders-empty", place: "/orders", sees: "Ctrl+N" },
  { name: "compare-empty", place: "/compare", sees: "F4" },
  { name: "print-empty", place: "/print", sees: "F6" },
  { name: "track-empty", place: "/track", sees: "F7" },
];

const jammed = [
  { name: "print-jam", place: "/print", sees: /Scan the last good label|扫最后一张好的面单/, after: 2500 },
  { name: "label-jam", place: "/orders/A1005/label", sees: "A1005", after: 3000 },
];

/** Opens a window on a folder, does something with it, closes it. */
async function inWindow(folder, env, work) {
  const session = await openWindow({ folder, env });
  try {
    await work(session);
  } finally {
    await closeWindow(session);
  }
}

async function main() {
  mkdirSync(SCREENS, { recursive: true });
  const below = temporary("shots");
  const at = (name) => {
    mkdirSync(path.join(below.path, name));
    return path.join(below.path, name, "desk");
  };
  const providers = await startProviders(path.join(below.path, "providers"));
  const printers = await startPrinters();
  try {
    await inWindow(at("fresh"), printers.env, async (session) => {
      await through(session, [{ name: "first-start", sees: "SQLite" }]);
      await dress(session, LOOKS[0]);
      await session.press("Enter");
      await session.sees("A1001");
      await through(session, [{ name: "practice", place: "/orders", sees: "A1001" }]);
    });

    const none = at("empty");
    const quiet = await connect(none, providers);
    await inWindow(none, { ...quiet, ...printers.env }, (session) => through(session, empty));
    // nobody listens at the discard port
    const unprinting = { ...quiet, CUPS_SERVER: "127.0.0.1:9" };
    await inWindow(none, unprinting, (session) => through(session, [{ name: "print-error", place: "/print", sees: "CUPS" }]));

    const folder = at("full");
    const env = { ...(await connect(folder, providers)), ...printers.env };
    await cli(folder, ["setting", "set", "station", "Packing table 1"], env);
    const known = await fill(folder, providers, env, "bench4x6");
    await inWindow(folder, env, async (session) => {
      await through(session, full(known));
      printers.jam();
      await cli(folder, ["print", "A1005", "A1001", "A1002", "--again"], env);
      await through(session, jammed);
      printers.unjam();
    });
  } finally {
    await printers.close();
    await providers.stop();
    await closeDisplay();
    below.remove();
  }
  for (const line of missed) console.error(`not taken: ${line}`);
  process.exit(missed.length === 0 ? 0 : 1);
}

await main();
