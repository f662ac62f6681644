// A print server of our own with a label printer that prints into files.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stop } from "./process.mjs";
import { until } from "./webdriver.mjs";
import { root, temporary } from "./window.mjs";

/** Starts it; it stops when `close` is called, or with this process. */
export async function startPrinters() {
  const folder = temporary("printers");
  // the virtual printer sometimes aborts at its start
  for (let left = 3; ; left -= 1) {
    const { child, ready } = begin(path.join(folder.path, `said-${left}`));
    try {
      return printers(folder, child, await ready);
    } catch (error) {
      child.stdin.end();
      await stop(child);
      if (left === 1) throw error;
    }
  }
}

function begin(said) {
  const out = openSync(said, "a");
  const child = spawn(path.join(root, "tests/printlab/start.sh"), [], { stdio: ["pipe", out, out] });
  closeSync(out);
  const ready = until("the printers", async () => {
    const text = readFileSync(said, "utf8");
    return text.includes("READY") ? { text } : /Aborted|did not start/.test(text) || child.exitCode !== null ? { failed: text } : null;
  }, 20_000).then(({ text, failed }) => {
    if (failed !== undefined) throw new Error(`the printers did not start: ${failed}`);
    return text;
  });
  return { child, ready };
}

function printers(folder, child, text) {
  const value = (name) => text.match(new RegExp(`^${name}=(.*)$`, "m"))?.[1];
  const got = path.join(value("LAB"), "got");
  return {
    env: { CUPS_SERVER: value("CUPS_SERVER") },
    /** The papers that came out, oldest first. */
    papers: () => readdirSync(got).filter((name) => name.endsWith(".pdf")).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).map((name) => path.join(got, name)),
    /** The next job jams. */
    jam: () => writeFileSync(path.join(got, "JAM"), ""),
    unjam: () => existsSync(path.join(got, "JAM")) && rmSync(path.join(got, "JAM")),
    async close() {
      child.stdin.end();
      await stop(child);
      folder.remove();
    },
  };
}

/** What an independent reader finds on a paper: its barcodes, and its pages in points. */
export function read(paper) {
  const info = execFileSync("pdfinfo", [paper], { encoding: "utf8" });
  const folder = temporary("paper");
  execFileSync("pdftoppm", ["-r", "203", "-png", paper, path.join(folder.path, "page")]);
  const pages = readdirSync(folder.path).map((name) => path.join(folder.path, name));
  const codes = execFileSync("zbarimg", ["-q", "--raw", ...pages], { encoding: "utf8" }).split("\n").filter(Boolean);
  folder.remove();
  const size = info.match(/Page size:\s+([\d.]+) x ([\d.]+)/);
  return { codes, pages: Number(info.match(/Pages:\s+(\d+)/)[1]), width: Number(size[1]), height: Number(size[2]) };
}
