import { type KeybindingPress, matchKeybindingPress, parseKeybinding } from "tinykeys";

/** A key and what it does. */
export interface KeyBinding {
  /** As tinykeys writes it: `Control+n`, `F8`, `q`, `g 1`, `Shift+Enter`. */
  keys: string;
  /** What it does, in the reader's language: the list of keys shows it. */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Not now: the key goes on to the scope below. */
  when?: boolean | (() => boolean);
  /**
   * Whether it works while a text field has the focus. Unless told: keys with Ctrl or Alt, F keys and Esc do, those that
   * edit text (Ctrl+A, C, V, X, Z, arrows, Del) and everything else do not.
   */
  inFields?: boolean;
  /** Whether holding the key down repeats it. Unless told: only arrows and page keys. Nobody buys twice by leaning on Enter. */
  repeat?: boolean;
  /** Works, but is left out of the list of keys. */
  hidden?: boolean;
}

/** Who gets a key first: a dialog before a panel, a panel before a screen, a screen before everywhere. */
export type KeyLayer = "everywhere" | "screen" | "panel" | "dialog";

/** The bindings of one place. */
export interface KeyScope {
  name: string;
  /** The heading in the list of keys. */
  title?: string;
  layer: KeyLayer;
  bindings: readonly KeyBinding[];
}

const RANK: Record<KeyLayer, number> = { everywhere: 0, screen: 1, panel: 2, dialog: 3 };
const SEQUENCE_MS = 1000;

/** All scopes that stand now, and the one listener that serves them. */
export class KeyRegistry {
  #scopes: KeyScope[] = [];
  #pressed: KeyboardEvent[] = [];
  #watchers = new Set<() => void>();
  #shown: readonly KeyScope[] = [];
  #below: readonly KeyScope[] = [];
  #parsed = new Map<string, KeybindingPress[]>();

  /** Adds a scope; the answer takes it away again. Its `bindings` may be exchanged while it stands. */
  add(scope: KeyScope): () => void {
    this.#scopes.push(scope);
    this.changed();
    return () => {
      this.#scopes = this.#scopes.filter((one) => one !== scope);
      this.changed();
    };
  }

  /** Tells those who show keys that some have changed. */
  changed(): void {
    const ordered = [...this.#scopes].reverse().sort((one, other) => RANK[other.layer] - RANK[one.layer]);
    const dialogs = ordered.filter((scope) => scope.layer === "dialog");
    this.#below = ordered.filter((scope) => scope.layer !== "dialog");
    this.#shown = dialogs.length > 0 ? dialogs : ordered;
    for (const watcher of this.#watchers) watcher();
  }

  /** The scopes that get keys now, first come first served. Stable between changes. */
  scopes = (): readonly KeyScope[] => this.#shown;

  /** The scopes under any dialog: what the list of keys shows while it is itself a dialog. */
  below = (): readonly KeyScope[] => this.#below;

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Serves one key press: runs at most one binding and keeps the event from anybody else. */
  handle = (event: KeyboardEvent): void => {
    // while an input method composes, every key belongs to it; WebKitGTK says so by 229 alone
    if (event.isComposing || event.keyCode === 229 || isModifier(event)) return;
    this.#pressed = [
      ...this.#pressed.filter((past) => event.timeStamp - past.timeStamp < SEQUENCE_MS),
      event,
    ].slice(-3);
    for (const scope of this.#shown) {
      const binding = scope.bindings.find((one) => this.#answers(one, event));
      if (!binding) continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#pressed = [];
      binding.run(event);
      return;
    }
  };

  #answers(binding: KeyBinding, event: KeyboardEvent): boolean {
    const presses = this.#parse(binding.keys);
    const tail = this.#pressed.slice(-presses.length);
    if (tail.length < presses.length) return false;
    if (!presses.every((press, index) => matches(tail[index], press))) return false;
    if (event.repeat && !(binding.repeat ?? /^(Arrow|Page)/.test(event.key))) return false;
    if (!mayRun(binding, event)) return false;
    return typeof binding.when === "function" ? binding.when() : (binding.when ?? true);
  }

  #parse(keys: string): KeybindingPress[] {
    const known = this.#parsed.get(keys) ?? parseKeybinding(keys);
    this.#parsed.set(keys, known);
    return known;
  }
}

function matches(event: KeyboardEvent | undefined, press: KeybindingPress): boolean {
  if (!event) return false;
  const key = press[2];
  // `?`, `+` and other signs need Shift on some keyboards and not on others
  const sign = typeof key === "string" && key.length === 1 && !/[a-z0-9]/i.test(key) && event.key === key;
  return (
    matchKeybindingPress(event, press) ||
    (sign && !event.ctrlKey && !event.altKey && !event.metaKey && press[0].length === 0)
  );
}

function isModifier(event: KeyboardEvent): boolean {
  return ["Control", "Shift", "Alt", "Meta", "AltGraph"].includes(event.key);
}

const TEXT =
  "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]:not([contenteditable=false])";
const LISTS = "[role=menu], [role=listbox], [role=combobox]";
const PRESSABLE =
  "button, a[href], summary, input, [role=button], [role=menuitem], [role=option], [role=tab], [role=checkbox]";
const ROWS = "[role=radiogroup], [role=tablist], input[type=radio]";
const EDITS = new Set(["a", "c", "v", "x", "y", "z", "Backspace", "Delete", "Home", "End", "Enter"]);

function mayRun(binding: KeyBinding, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(`${TEXT}, ${LISTS}`)) return binding.inFields ?? worksInText(event);
  if (event.key.startsWith("Arrow") && target?.closest(ROWS)) return binding.inFields === true;
  // Enter and Space belong to the button that has the focus
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (plain && (event.key === "Enter" || event.key === " ") && target?.closest(PRESSABLE))
    return binding.inFields === true;
  return true;
}

function worksInText(event: KeyboardEvent): boolean {
  if (/^F\d+$/.test(event.key)) return true;
  if (event.key === "Escape")
    return !(event.target as Element | null)?.closest("[aria-expanded=true], [role=menu], [role=listbox]");
  if (!event.ctrlKey && !event.altKey && !event.metaKey) return false;
  return !EDITS.has(event.key) && !event.key.startsWith("Arrow");
}

/** The keys of this window. */
export const keyRegistry = new KeyRegistry();
