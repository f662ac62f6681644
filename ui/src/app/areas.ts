/** The areas of the window, in reading order: what Ctrl+Tab walks. */
const AREAS = [
  "[data-area]",
  ".main .top",
  ".main .sentence",
  ".main [role=grid]",
  ".main aside",
  ".main .selbar",
].join(", ");

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex]:not([tabindex='-1'])";

/** Where the focus was in an area that was left. */
const left = new WeakMap<Element, HTMLElement>();

/** Moves the focus to the next area, or the one before: to where it was there, else to its first control. */
export function walkAreas(step: 1 | -1): void {
  const now = document.activeElement;
  const areas = [...document.querySelectorAll<HTMLElement>(AREAS)].filter(
    (area) => controls(area).length > 0,
  );
  if (areas.length === 0) return;
  // the innermost: a list stands inside its screen
  const here = areas.findLastIndex((area) => area.contains(now));
  const from = areas[here];
  if (from && now instanceof HTMLElement) left.set(from, now);
  const to = areas.at((here < 0 && step < 0 ? 0 : here + step) % areas.length);
  if (to) enter(to);
}

function enter(area: HTMLElement): void {
  const before = left.get(area);
  const known = before?.isConnected && area.contains(before) ? before : undefined;
  const current = area.querySelector<HTMLElement>("[aria-current], [aria-selected=true][tabindex='0']");
  (known ?? current ?? controls(area)[0])?.focus();
}

function controls(area: HTMLElement): HTMLElement[] {
  const own = area.matches(FOCUSABLE) ? [area] : [];
  return [...own, ...area.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (control) => !control.closest("[hidden], [inert]"),
  );
}
