/** How keys are written on caps and told to screen readers. */

const NAMES: Record<string, string> = {
  control: "Ctrl",
  $mod: "Ctrl",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  delete: "Del",
  space: "Space",
  pageup: "PgUp",
  pagedown: "PgDn",
};

/** The caps of a binding, one text a press: `Control+Shift+c` → `["Ctrl Shift C"]`, `g 1` → `["g 1"]`. */
export function capsOf(keys: string): string {
  const presses = keys.split(" ");
  return presses.map((press) => capOf(press, presses.length > 1)).join(" ");
}

function capOf(press: string, inSequence: boolean): string {
  const parts = press === "+" ? ["+"] : press.split("+");
  const many = parts.length > 1;
  return parts.map((part) => keyName(part, many, inSequence)).join(" ");
}

function keyName(part: string, withModifier: boolean, inSequence: boolean): string {
  const bare = part.replace(/^\[.*\]$/, "").replace(/^(Digit|Key|Numpad)(?=.$)/, "");
  const name = NAMES[bare.toLowerCase()];
  if (name) return name;
  if (bare.toLowerCase() === "enter") return withModifier ? "↵" : "Enter";
  if (bare.length === 1) return inSequence ? bare : bare.toUpperCase();
  return bare;
}

/** The same binding in the form of `aria-keyshortcuts`; a sequence has none. */
export function ariaKeys(keys: string): string | undefined {
  return keys.includes(" ") ? undefined : keys.replace(/\$mod/g, "Control").replace(/\[[^\]]*\]\+?/g, "");
}
