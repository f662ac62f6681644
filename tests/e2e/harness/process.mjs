// Programs that a test starts, and folders that it makes: none of them outlives it, not even a test that was killed.
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./webdriver.mjs";

const guard = spawn(fileURLToPath(new URL("guard.sh", import.meta.url)), [], { stdio: ["pipe", "ignore", "ignore"], detached: true });
guard.unref();
guard.stdin.unref();
const tell = (line) => guard.stdin.write(`${line}\n`);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Starts a program in a process group of its own; `log` is the file that its output goes to: a pipe that a daemon keeps would hang the runner. */
export function start(program, args, { env = {}, log, cwd, input = "ignore" } = {}) {
  const file = openSync(log ?? "/dev/null", "a");
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: [input, file, file], cwd, detached: true });
  closeSync(file);
  if (child.pid) tell(`group ${child.pid}`);
  child.once("error", (error) => {
    throw new Error(`${program} was not started: ${error.message}`);
  });
  return child;
}

/** Ends a program and whatever it started, and waits until it is gone. */
export async function stop(child, { signal = "SIGTERM", patience = 5_000 } = {}) {
  if (!ended(child)) {
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), patience);
    await gone;
    clearTimeout(late);
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // nothing of it was left
  }
  tell(`done ${child.pid}`);
}

/** Whether a program that was started is at its end. */
export const ended = (child) => child.exitCode !== null || child.signalCode !== null;

/** Has a folder taken away once this process is gone. */
export const takeAway = (folder) => tell(`folder ${folder}`);

/** A folder of its own for a test, gone after it. */
export function temporary(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `shipdesk-${name}-`));
  takeAway(folder);
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Whether a process lives. */
export function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until a process that is not our child is gone. */
export const gone = (pid, timeout) => until(`process ${pid} to be gone`, async () => !lives(pid), timeout);

export function freePort() {
  return new Promise((done, failed) => {
    const server = net.createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
