// Every call of the window passes through here before it reaches the program, in a frame that the pages cannot touch.
// What does not look like one of our calls is stopped: a package that was tampered with cannot reach further than this.
const NAME = /^(?:[a-z][a-z0-9_]*|plugin:(?:event\|(?:listen|unlisten)|dialog\|(?:open|save)))$/;
const LONGEST = 2_000_000;

window.__TAURI_ISOLATION_HOOK__ = (call) => {
  if (typeof call.cmd !== "string" || !NAME.test(call.cmd)) {
    throw new Error(`not a call of this window: ${call.cmd}`);
  }
  if (JSON.stringify(call.payload ?? null).length > LONGEST) {
    throw new Error(`too long: ${call.cmd}`);
  }
  return call;
};
