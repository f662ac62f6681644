// A client of the W3C WebDriver protocol, as small as the tests need it: WebKitWebDriver drives the real window.

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** A window that does not answer for so long hangs. */
const LONGEST = 60_000;

/** Codes of the keys that are not characters (W3C WebDriver, "Keyboard actions"). */
export const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Space: " ",
  Backspace: "\uE003",
  Delete: "\uE017",
  ArrowUp: "\uE013",
  ArrowDown: "\uE015",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  Home: "\uE011",
  End: "\uE010",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  F3: "\uE033",
  F4: "\uE034",
  F5: "\uE035",
  F6: "\uE036",
  F7: "\uE037",
  F8: "\uE038",
  F9: "\uE039",
  F11: "\uE03B",
  F12: "\uE03C",
};

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks until there is an answer that is not false, null or undefined; says what it waited for when there is none. */
export async function until(what, ask, timeout = 15_000) {
  const end = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}; last: ${last instanceof Error ? last.message : last}`);
    await sleep(50);
  }
}

/** One session with one window. */
export class Session {
  constructor(base, id) {
    this.base = base;
    this.id = id;
    /** Key presses, and how many of them were letters of a text. */
    this.presses = 0;
    this.typed = 0;
  }

  static async open(base, binary, args) {
    const alwaysMatch = { "webkitgtk:browserOptions": { binary, args } };
    const { sessionId } = await request(base, "POST", "/session", { capabilities: { alwaysMatch, firstMatch: [{}] } });
    return new Session(base, sessionId);
  }

  send(method, path, body) {
    return request(this.base, method, `/session/${this.id}${path}`, body);
  }

  close() {
    return this.send("DELETE", "");
  }

  /** Runs a function's text in the page; what it gives comes back as JSON. */
  run(script, ...args) {
    return this.send("POST", "/execute/sync", { script, args });
  }

  /** The visible text of the whole window. */
  text() {
    return this.run("return document.body.innerText");
  }

  /** As `until`; where it waits in vain it says what the window shows. */
  async waits(what, ask, timeout = 30_000) {
    try {
      return await until(what, ask, timeout);
    } catch (error) {
      throw new Error(`${error.message}; it shows: ${brief(await this.text().catch(() => ""))}`);
    }
  }

  /** Waits until the window shows a text, or something that matches. */
  async sees(wanted, timeout) {
    const fits = (text) => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text));
    return until(`the window to show ${wanted}`, async () => {
      const text = await this.text();
      if (fits(text)) return text;
      throw new Error(`it shows: ${brief(text)}`);
    }, timeout);
  }

  /** Waits until the window no longer shows a text. */
  async sees_no_more(text, timeout) {
    await until(`“${text}” to go away`, async () => !(await this.text()).includes(text), timeout);
  }

  async find(css, timeout) {
    return until(`an element ${css}`, async () => (await this.send("POST", "/element", { using: "css selector", value: css }))[ELEMENT], timeout);
  }

  /** What has the focus: role or tag, and name. */
  focus() {
    return this.run(`const e = document.activeElement;
      return { tag: e.tagName, role: e.getAttribute("role"), name: e.getAttribute("aria-label") ?? e.innerText?.slice(0, 80), id: e.id, field: e.getAttribute("name") };`);
  }

  /** Presses keys one after the other; `Control+n` holds the first ones. Each chord counts as one press. */
  async press(...chords) {
    for (const chord of chords) {
      const keys = chord.split(/\+(?!$)/).map((key) => KEYS[key] ?? key);
      const down = keys.map((value) => ({ type: "keyDown", value }));
      const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
      await this.send("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }] });
      this.presses += 1;
    }
  }

  /** Types text into whatever has the focus. */
  async type(text) {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.send("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
    this.presses += [...text].length;
    this.typed += [...text].length;
  }

  async screenshot() {
    return Buffer.from(await this.send("GET", "/screenshot"), "base64");
  }
}

const brief = (text) => text.replace(/\s*\n\s*/g, " | ").slice(-2500);

async function request(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(LONGEST),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(`${value?.error}: ${value?.message}`), { code: value?.error });
  return value;
}
