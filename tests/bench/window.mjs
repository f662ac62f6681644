// Starting and memory of the window against an empty one of the same kind and size, on a virtual display. Run by
// `make bench` (.ci/bench.sh), or by itself after
//   make ui && cargo build --release --locked -p shipdesk -p shipdesk-cli --bins --example empty_window
//   node tests/bench/window.mjs
// SHIPDESK_PROFILE=debug takes those of a debug build, SHIPDESK_BENCH_ORDERS=1000,2000 other folders: a first try.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import path from "node:path";
import { start, stop, temporary } from "../e2e/harness/process.mjs";
import { sleep, until } from "../e2e/harness/webdriver.mjs";
import { root } from "../e2e/harness/window.mjs";

const program = (name) => path.join(root, "target", process.env.SHIPDESK_PROFILE ?? "release", name);
const [SHIPDESK, CLI, EMPTY] = ["shipdesk", "shipdesk-cli", "examples/empty_window"].map(program);
const [START_ORDERS, MEMORY_ORDERS] = (process.env.SHIPDESK_BENCH_ORDERS ?? "100000,1000000").split(",").map(Number);
const [START_BUDGET, MEMORY_BUDGET] = [1.25, 1.3];
const [START_RUNS, MEMORY_RUNS] = [7, 3];
/** Rows that one import takes. */
const FILE = 10_000;
const [WIDTH, HEIGHT] = [1400, 900];
/** A run is watched so long; the picture at its end is what the window looks like. */
const WATCHED = 6_000;
/** Between two looks, in ms; and between two rows of the display that are looked at. */
const [LOOK, ROW_STEP] = [5, 12];
/** A caret that blinks, a clock that goes on: so many of the points may still change. */
const RESTLESS = 0.005;

/** A display whose picture stands in a file, so that looking at it costs neither the program nor the display anything. */
async function display(folder) {
  const said = path.join(folder, "number");
  const screen = `${WIDTH}x${HEIGHT}x24`;
  const child = start("Xvfb", ["-displayfd", "1", "-fbdir", folder, "-screen", "0", screen, "-nolisten", "tcp", "-noreset"], { log: said });
  const number = await until("the display", async () => readFileSync(said, "utf8").match(/^\d+$/m)?.[0]);
  const file = openSync(path.join(folder, "Xvfb_screen0"), "r");
  // an X window dump: its header, its colours, then the picture row by row
  const head = Buffer.alloc(100);
  readSync(file, head, 0, head.length, 0);
  const [begin, line] = [head.readUInt32BE(0) + head.readUInt32BE(76) * 12, head.readUInt32BE(48)];
  const rows = Math.ceil(HEIGHT / ROW_STEP);
  return {
    name: `:${number}`,
    /** The points of some rows, four bytes each. */
    look() {
      const points = Buffer.alloc(rows * line);
      for (let row = 0; row < rows; row += 1) readSync(file, points, row * line, line, begin + row * ROW_STEP * line);
      return points;
    },
    async close() {
      closeSync(file);
      await stop(child);
    },
  };
}

const colours = (points) => new Set(new Uint32Array(points.buffer, points.byteOffset, points.length >> 2)).size;

/** How many of a picture's points are others in another one, as a part of all. */
function differing(one, other) {
  let count = 0;
  for (let at = 0; at < one.length; at += 4) if (one.readUInt32LE(at) !== other.readUInt32LE(at)) count += 1;
  return count / (one.length >> 2);
}

/** The memory of a program and of all that it started, each page that is shared counted in parts; in MiB. */
function memory(pid) {
  const kilobytes = Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + memory(child), kilobytes / 1024);
}

/** Starts a program once; gives when it looked as it stays, and the memory that it then has. */
async function run(screen, home, command, words) {
  const env = { DISPLAY: screen.name, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, LC_ALL: "en_US.UTF-8", WEBKIT_DISABLE_COMPOSITING_MODE: "1", GDK_BACKEND: "x11" };
  const pictures = [{ at: 0, points: screen.look() }];
  const began = performance.now();
  const child = start(command, words, { env, log: path.join(home, "said") });
  while (performance.now() - began < WATCHED) {
    const points = screen.look();
    if (!points.equals(pictures.at(-1).points)) pictures.push({ at: performance.now() - began, points });
    await sleep(LOOK);
  }
  assert.equal(child.exitCode, null, `${command} ended: ${readFileSync(path.join(home, "said"), "utf8").slice(-500)}`);
  const held = memory(child.pid);
  await stop(child);
  const last = pictures.at(-1).points;
  const other = pictures.findLastIndex(({ points }) => differing(points, last) > RESTLESS);
  assert.ok(other >= 0, `${command} painted nothing`);
  const painted = pictures[other + 1].at;
  assert.ok(painted < WATCHED - 1000, `${command} was still painting at the end`);
  // until its window is gone, the next one's picture is not its own
  const blank = pictures[0].points;
  await until("an empty display", async () => differing(screen.look(), blank) < RESTLESS || null);
  return { painted, memory: held, colours: colours(last) };
}

/** Starts both in turn; gives what each took, after a first start of each that does not count. */
async function compare(screen, folder, home, runs) {
  const ours = [];
  const empty = [];
  for (let turn = 0; turn <= runs; turn += 1) {
    ours.push(await run(screen, home, SHIPDESK, ["--data-dir", folder]));
    empty.push(await run(screen, home, EMPTY, []));
  }
  assert.ok(ours.every((one) => one.colours > 100), "the window shows its page");
  assert.ok(empty.every((one) => one.colours < 10), "the empty one shows nothing");
  return (what) => [ours, empty].map((all) => median(all.slice(1).map((one) => one[what])));
}

const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

const HEAD = "order_no,recipient_name,recipient_phone,recipient_address1,recipient_city,recipient_state,recipient_postcode,recipient_country,sender_name,sender_phone,sender_address1,sender_city,sender_state,sender_postcode,sender_country,box_no,weight_kg,length_cm,width_cm,height_cm,sku,name_cn,name_en,unit_price,currency,quantity";
const order = (index) =>
  `L${String(index).padStart(7, "0")},Pam Example ${index},5550000000,27 Sample Rd,Berwick,ME,03901,US,Kim Woods,9495550134,2777 Example Pkwy,Irvine,CA,92606,US,box1,0.25,10,5,2,SKU-${index % 500},棉T恤,cotton shirt,6.50,USD,2`;

/** Imports orders until the folder has so many. */
function fill(folder, file, from, count) {
  for (let first = from; first < count; first += FILE) {
    const rows = Array.from({ length: Math.min(FILE, count - first) }, (_, index) => order(first + index));
    writeFileSync(file, [HEAD, ...rows, ""].join("\n"));
    const said = execFileSync(CLI, ["--data-dir", folder, "--json", "order", "import", file], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    assert.equal(JSON.parse(said).added, rows.length, "every row is an order");
  }
}

function report(name, unit, [ours, empty], budget) {
  console.log(`${name} took_${unit}=${ours.toFixed(1)} empty_window_${unit}=${empty.toFixed(1)} ratio=${(ours / empty).toFixed(3)} (limit ${budget})`);
}

async function main() {
  const below = temporary("bench");
  const [home, folder, file, screens] = ["home", "desk", "orders.csv", "screen"].map((name) => path.join(below.path, name));
  for (const made of [home, screens]) mkdirSync(made);
  const screen = await display(screens);
  try {
    fill(folder, file, 0, START_ORDERS);
    const started = await compare(screen, folder, home, START_RUNS);
    report(`window_start_${START_ORDERS}_orders`, "ms", started("painted"), START_BUDGET);
    fill(folder, file, START_ORDERS, MEMORY_ORDERS);
    const open = await compare(screen, folder, home, MEMORY_RUNS);
    report(`window_memory_${MEMORY_ORDERS}_orders`, "mib", open("memory"), MEMORY_BUDGET);
  } finally {
    await screen.close();
    below.remove();
  }
}

await main();
