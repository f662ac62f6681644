import { type RefCallback, useCallback, useRef, useSyncExternalStore } from "react";
import { commands } from "~/ipc/bindings";

/**
 * What the window was doing: the place, what is open and chosen. It is noted in the folder a moment after it changes,
 * so that a window that was closed, or killed, opens where it was.
 */
type Session = Readonly<Record<string, unknown>>;

const PAUSE_MS = 300;

let session: Session = {};
let late: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

/** Takes over what was noted in a folder that was opened. What cannot be read is no session. */
export function restoreSession(noted: string | null): void {
  clearTimeout(late);
  late = undefined;
  session = read(noted);
  for (const watcher of watchers) watcher();
}

function read(noted: string | null): Session {
  try {
    const value: unknown = JSON.parse(noted ?? "{}");
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What stands under a name. */
export function sessionAt(key: string): unknown {
  return session[key];
}

/** Puts something under a name; it is noted in the folder a moment later. */
export function noteAt(key: string, value: unknown): void {
  if (session[key] === value) return;
  session = { ...session, [key]: value };
  for (const watcher of watchers) watcher();
  clearTimeout(late);
  late = setTimeout(() => void noteSession(), PAUSE_MS);
}

/** Notes now what waits to be noted. That it could not be noted costs nothing but the place. */
export async function noteSession(): Promise<void> {
  if (late === undefined) return;
  clearTimeout(late);
  late = undefined;
  await commands.sessionSet(JSON.stringify(session)).catch(() => undefined);
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/**
 * State of a screen that is there again when the screen, or the window, is opened next time: `["orders.view", "today"]`.
 * Only what JSON can say. What was noted in another shape (by an older version) counts as nothing.
 */
export function useSessionState<Value>(
  key: string,
  initial: Value,
): [Value, (next: Value | ((now: Value) => Value)) => void] {
  const noted = useSyncExternalStore(watch, () => session[key]);
  const first = useRef(initial);
  const value = sameShape(noted, first.current) ? (noted as Value) : first.current;
  const set = useCallback(
    (next: Value | ((now: Value) => Value)) => {
      const now = sameShape(session[key], first.current) ? (session[key] as Value) : first.current;
      noteAt(key, typeof next === "function" ? (next as (now: Value) => Value)(now) : next);
    },
    [key],
  );
  return [value, set];
}

function sameShape(noted: unknown, initial: unknown): boolean {
  if (noted === undefined) return false;
  // nothing, or something: a choice that may be empty
  if (initial === null || initial === undefined || noted === null) return true;
  return typeof noted === typeof initial && Array.isArray(noted) === Array.isArray(initial);
}

/** Keeps how far something is scrolled: `<div ref={useSessionScroll("settings.scroll")}>`. */
export function useSessionScroll(key: string): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => (element ? followScroll(key, element) : undefined),
    [key],
  );
}

const BY_HAND = ["wheel", "keydown", "pointerdown"] as const;

/** Goes to where it was, as soon as there is enough to scroll, unless somebody scrolls first; then notes where it is. */
function followScroll(key: string, element: HTMLElement): () => void {
  const noted = sessionAt(key);
  const wanted = typeof noted === "number" ? noted : 0;
  let there = wanted === 0;
  const go = () => {
    if (there) return;
    element.scrollTop = wanted;
    there = Math.abs(element.scrollTop - wanted) < 2;
  };
  const note = () => there && noteAt(key, Math.round(element.scrollTop));
  const byHand = () => {
    there = true;
  };
  go();
  const growth = new ResizeObserver(go);
  for (const child of element.children) growth.observe(child);
  for (const name of BY_HAND) element.addEventListener(name, byHand, { passive: true });
  element.addEventListener("scroll", note, { passive: true });
  return () => {
    growth.disconnect();
    for (const name of BY_HAND) element.removeEventListener(name, byHand);
    element.removeEventListener("scroll", note);
  };
}
