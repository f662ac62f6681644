// A print server of our own with printers that print into files.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ended, gone, start, stop, takeAway, temporary } from "./process.mjs";
import { cli } from "./providers.mjs";
import { until } from "./webdriver.mjs";
import { root } from "./window.mjs";

/** It clears up by itself and needs a moment for it. */
const LEAVE = { patience: 20_000 };

/** Starts it, with a printer of A4 sheets where one is wanted; it stops when `close` is called, or with this process. */
export async function startPrinters({ office = false } = {}) {
  const folder = temporary("printers");
  // the virtual printer sometimes aborts at its start
  for (let left = 3; ; left -= 1) {
    const { child, ready } = begin(path.join(folder.path, `said-${left}`), office ? { PRINTLAB_OFFICE: "yes" } : {});
    try {
      return printers(folder, child, await ready);
    } catch (error) {
      child.stdin.end();
      await stop(child, LEAVE);
      if (left === 1) throw error;
    }
  }
}

function begin(said, env) {
  const child = start(path.join(root, "tests/printlab/start.sh"), [], { input: "pipe", log: said, env });
  const ready = until("the printers", async () => {
    const text = readFileSync(said, "utf8");
    return text.includes("READY") ? { text } : /Aborted|did not start/.test(text) || ended(child) ? { failed: text } : null;
  }, 20_000).then(({ text, failed }) => {
    if (failed !== undefined) throw new Error(`the printers did not start: ${failed}`);
    return text;
  });
  return { child, ready };
}

function printers(folder, child, text) {
  const value = (name) => text.match(new RegExp(`^${name}=(.*)$`, "m"))?.[1];
  const lab = value("LAB");
  // it does so itself, but a job in a jam may keep it too long
  takeAway(lab);
  const got = path.join(lab, "got");
  const env = { CUPS_SERVER: value("CUPS_SERVER") };
  const tool = (name, ...words) => execFileSync(name, words, { env: { ...process.env, ...env, PATH: `${process.env.PATH}:/usr/sbin` }, encoding: "utf8" });
  const switched = (name, on, what = "") => (on ? writeFileSync(path.join(got, name), what) : rmSync(path.join(got, name), { force: true }));
  const answers = () => tool("lpstat", "-r").includes("is running");
  let server;
  return {
    env,
    /** The papers that came out, oldest first. */
    papers: () => readdirSync(got).filter((name) => name.endsWith(".pdf")).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).map((name) => path.join(got, name)),
    /** From now on every job jams. */
    jam: () => switched("JAM", true),
    unjam: () => switched("JAM", false),
    /** From now on a job takes so many seconds; 0: as fast as it can. */
    slow: (seconds) => switched("SLOW", seconds > 0, String(seconds)),
    /** Takes a queue away; gives what brings it back. */
    remove(queue) {
      const [, device] = tool("lpstat", "-v", queue).match(/: (\S+)/);
      tool("lpadmin", "-x", queue);
      return () => tool("lpadmin", "-p", queue, "-E", "-v", device, "-m", "everywhere", "-L", "Packing table", "-D", "Label printer");
    },
    /** Ends the print server alone. */
    async stopServer() {
      if (server) return stop(server);
      const pid = serverOf(lab);
      process.kill(pid, "SIGTERM");
      await gone(pid);
    },
    /** Starts it again, at the same place. */
    async startServer() {
      server = start("/usr/sbin/cupsd", ["-f", "-c", path.join(lab, "cupsd.conf"), "-s", path.join(lab, "cups-files.conf")]);
      await until("the print server", async () => answers());
    },
    async close() {
      if (server) await stop(server);
      child.stdin.end();
      await stop(child, LEAVE);
      folder.remove();
    },
  };
}

/** The process of the print server that keeps its things in a folder. */
function serverOf(lab) {
  const found = readdirSync("/proc").filter((entry) => {
    try {
      const words = readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0");
      return readlinkSync(`/proc/${entry}/exe`).endsWith("/cupsd") && words.includes(path.join(lab, "cupsd.conf"));
    } catch {
      return false; // it is no process, or ended while we looked
    }
  });
  if (found.length !== 1) throw new Error(`${found.length} print servers run in ${lab}`);
  return Number(found[0]);
}

/** Every label that was queued, as `order state`, batch after batch, in their order. */
export async function queued(folder, env) {
  const { batches } = await cli(folder, ["print", "queue"], env);
  return batches.flatMap((batch) => batch.jobs.map((job) => `${job.order_no} ${job.state}`));
}

/** The paper that a job asked its printer for, in millimetres. */
export function paperAskedFor(paper) {
  const asked = readFileSync(paper.replace(/pdf$/, "env"), "utf8").match(/^IPP_MEDIA_COL=.*x-dimension=(\d+) y-dimension=(\d+)/m);
  return { width: asked[1] / 100, height: asked[2] / 100 };
}

/** What an independent reader finds on a paper: its barcodes, and its pages in points. */
export function read(paper) {
  const info = execFileSync("pdfinfo", [paper], { encoding: "utf8" });
  const folder = temporary("paper");
  execFileSync("pdftoppm", ["-r", "203", "-png", paper, path.join(folder.path, "page")]);
  const pages = readdirSync(folder.path).map((name) => path.join(folder.path, name));
  const codes = execFileSync("zbarimg", ["-q", "--raw", ...pages], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n").filter(Boolean);
  folder.remove();
  const size = info.match(/Page size:\s+([\d.]+) x ([\d.]+)/);
  return { codes, pages: Number(info.match(/Pages:\s+(\d+)/)[1]), width: Number(size[1]), height: Number(size[2]) };
}
