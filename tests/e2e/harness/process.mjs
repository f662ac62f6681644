// Programs that a test starts: their output goes to a file, and they end with it.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import net from "node:net";
import { until } from "./webdriver.mjs";

const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Starts a program; `log` is the file that its output goes to: a pipe that a daemon keeps would hang the runner. */
export function start(program, args, { env = {}, log, cwd } = {}) {
  const file = openSync(log ?? "/dev/null", "a");
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", file, file], cwd });
  closeSync(file);
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", (error) => {
    throw new Error(`${program} was not started: ${error.message}`);
  });
  return child;
}

/** Ends a program and waits until it is gone. */
export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
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
