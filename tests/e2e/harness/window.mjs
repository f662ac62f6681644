// The real window in a display of its own, driven through WebKitWebDriver.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { askToClose } from "./display.mjs";
import { freePort, gone, lives, start, stop, temporary } from "./process.mjs";
import { Session, sleep, until } from "./webdriver.mjs";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
const bin = (name) => path.join(root, "target", process.env.SHIPDESK_PROFILE ?? "debug", name);
export const CLI = bin("shipdesk-cli");
const WINDOW = bin("shipdesk");

let display;

/** A virtual display: Xvfb looks for a number that is free and says which once it is ready. */
async function virtualDisplay() {
  const folder = temporary("display");
  const said = path.join(folder.path, "number");
  const child = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], { log: said });
  const number = await until("the display", async () => readFileSync(said, "utf8").match(/^\d+$/m)?.[0]);
  folder.remove();
  return { name: `:${number}`, child };
}

async function webdriver(env, log) {
  const port = await freePort();
  const child = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true", WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
    log,
  });
  const base = `http://127.0.0.1:${port}`;
  await until("the driver", async () => (await fetch(`${base}/status`)).ok);
  return { base, child };
}

/** Opens the window on a folder, with a driver of its own. */
export async function openWindow({ folder, env = {}, language = "en" }) {
  display ??= await virtualDisplay();
  const locale = { en: "en_US.UTF-8", "zh-CN": "zh_CN.UTF-8", "zh-TW": "zh_TW.UTF-8" }[language];
  const home = path.join(folder, "..", "home");
  const all = { DISPLAY: display.name, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, LC_ALL: locale, ...env };
  const driver = await webdriver(all, path.join(folder, "..", "webdriver.log"));
  const session = await Session.open(driver.base, WINDOW, ["--data-dir", folder]);
  session.driver = driver;
  session.display = display.name;
  session.pid = pidOf(folder);
  try {
    await until("the window to be ready", () => session.run("return document.querySelector('main') !== null || null"), 20_000);
  } catch (error) {
    const shown = await session.text().catch(() => "");
    await closeWindow(session);
    throw new Error(`${error.message}; it shows: ${shown.slice(0, 500)}`);
  }
  return session;
}

/** Changes what a window looks like as its settings do, then begins anew. */
export async function dress(session, look) {
  const set = `const [look] = arguments;
    const set = ([key, value]) => window.__TAURI_INTERNALS__.invoke("setting_set", { key, value });
    window.undressed = true;
    Object.entries(look).reduce((before, one) => before.then(() => set(one)), Promise.resolve()).then(() => location.reload());`;
  await session.run(set, look);
  const dressed = `const { lang, dataset } = document.documentElement;
    const now = { language: lang, ...dataset };
    return !window.undressed && document.querySelector("main") !== null
      && Object.entries(arguments[0]).every(([key, value]) => now[key] === value) || null`;
  await until("the window to begin anew", () => session.run(dressed, look));
}

/** The process of the window on a folder. */
function pidOf(folder) {
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const words = readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0");
      if (words[0] === WINDOW && words.includes(folder)) return Number(entry);
    } catch {
      // it ended while we looked
    }
  }
  throw new Error(`no window runs on ${folder}`);
}

/**
 * Closes a window as its owner does, by its frame, and waits until the program is gone; one that hangs is ended all the
 * same. The driver's own way is none: it kills the program.
 */
export async function closeWindow(session) {
  try {
    await askToClose(session.display, session.pid);
    await gone(session.pid, 10_000);
    // the driver may have noticed by itself
    await session.close().catch(() => {});
  } finally {
    if (lives(session.pid)) process.kill(session.pid, "SIGKILL");
    await stop(session.driver.child);
  }
}

/** What every test file leaves behind: nothing. Whatever of it was never begun is left out. */
export async function clearUp({ window, between, printers, providers, desk }) {
  if (window) await closeWindow(window).catch(() => {});
  await closeDisplay();
  await between?.close();
  await printers?.close();
  await providers?.stop();
  desk.remove();
}

/** Ends a window as a power cut would. */
export async function killWindow(session) {
  process.kill(session.pid, "SIGKILL");
  await gone(session.pid);
  await stop(session.driver.child, { signal: "SIGKILL" });
}

/** Ends what all windows of a test file shared. */
export async function closeDisplay() {
  if (display) await stop(display.child);
  display = undefined;
}

/**
 * Keeps a picture of the window, for people: in target/e2e, or where `file` says. It is taken from the display: the
 * driver's own waits for a frame that a window at rest may never paint.
 */
export async function picture(session, name, file = path.join(root, "target", "e2e", `${name}.png`)) {
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync("/usr/bin/import", ["-display", session.display, "-window", "root", file], { timeout: 20_000 });
  return file;
}

export { sleep, temporary, until };
