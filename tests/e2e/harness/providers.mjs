// The practice providers as a server, with a fault dial; and the command line beside the window.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { freePort, start, stop } from "./process.mjs";
import { until } from "./webdriver.mjs";
import { CLI } from "./window.mjs";

const run = promisify(execFile);

/** Starts the providers; `accounts` are those that work with them. On a port of before they are the same ones again. */
export async function startProviders(folder, { faults = [], latency = 0, port } = {}) {
  mkdirSync(folder, { recursive: true });
  port ??= await freePort();
  const words = ["simulate", "--port", String(port), "--latency", String(latency), "--state", path.join(folder, "providers.jsonl"), "--json"];
  const log = path.join(folder, `providers-${Date.now()}.log`);
  const child = start(CLI, [...words, ...faults.flatMap((fault) => ["--fault", fault])], { log });
  const base = `http://127.0.0.1:${port}`;
  await until("the providers", async () => (await fetch(`${base}/_practice/orders`)).ok);
  const accounts = JSON.parse(readFileSync(log, "utf8").split("\n")[0]).accounts;
  return {
    base,
    port,
    accounts,
    /** Sets the dial: `[{ kind: "answer-lost", percent: 100, call: "interface.api.php" }]`, or nothing for no faults. */
    async dial(faults) {
      const answer = await fetch(`${base}/_practice/faults`, { method: "POST", body: JSON.stringify(faults), headers: { "content-type": "application/json" } });
      if (!answer.ok) throw new Error(`the dial said ${answer.status}: ${await answer.text()}`);
    },
    /** Moves their clock on. */
    async advance(seconds) {
      const answer = await fetch(`${base}/_practice/advance`, { method: "POST", body: JSON.stringify({ seconds }), headers: { "content-type": "application/json" } });
      if (!answer.ok) throw new Error(`the clock said ${answer.status}: ${await answer.text()}`);
    },
    async orders() {
      return (await fetch(`${base}/_practice/orders`)).json();
    },
    async calls() {
      return (await fetch(`${base}/_practice/calls`)).json();
    },
    stop: () => stop(child),
  };
}

/** Runs the command line on a folder; gives its document. */
export async function cli(folder, words, env = {}) {
  const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await run(CLI, ["--data-dir", folder, "--json", ...words], options).catch((error) => {
    if (error.stdout) return error;
    throw new Error(`shipdesk-cli ${words.join(" ")}: ${error.stderr || error.message}`);
  });
  return JSON.parse(stdout);
}

/**
 * Adds the accounts that work with the providers to a folder; gives the environment that has their secrets. `only`
 * names some of them; `wrong` one whose secrets are not those that the provider gave.
 */
export async function connect(folder, providers, { only, wrong } = {}) {
  const accounts = providers.accounts.filter(({ name }) => !only || only.includes(name));
  mkdirSync(path.dirname(folder), { recursive: true });
  const secrets = path.join(folder, "..", "secrets");
  const lines = accounts.flatMap(({ name, secret_lines }) => (name === wrong ? secret_lines.map((line) => `${line}-wrong`) : secret_lines));
  writeFileSync(secrets, `${lines.join("\n")}\n`, { mode: 0o600 });
  const env = { SHIPDESK_SECRETS: secrets };
  for (const { provider, name, base_url, fields } of accounts) {
    const sets = Object.entries(fields).flatMap(([field, value]) => ["--set", `${field}=${value}`]);
    await cli(folder, ["account", "add", "--provider", provider, "--name", name, "--base-url", base_url, ...sets], env);
  }
  return env;
}
