import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { type Instant, milliseconds, useAge, useFormat } from "~/i18n/format";
import { Icon } from "./Icon";

/** What an age takes. */
export interface AgeProps {
  at: Instant | null | undefined;
  /** Too old to act on after this many minutes: it turns amber and says so. */
  staleAfter?: number;
  /** Without “ago”: for narrow columns. */
  short?: boolean;
  className?: string;
}

/** How long ago, in words that keep up with the clock; the exact time stands behind it. */
export function Age({ at, staleAfter, short, className }: AgeProps) {
  const { t } = useTranslation("design");
  const words = useAge();
  const format = useFormat();
  const now = useNow();
  if (at === null || at === undefined) return <span className="age">—</span>;
  const then = milliseconds(at);
  const stale = staleAfter !== undefined && now - then >= staleAfter * 60_000;
  const age = words(at, now, short);
  return (
    <time
      className={["age", stale ? "old" : "", className ?? ""].filter(Boolean).join(" ")}
      dateTime={Number.isNaN(then) ? undefined : new Date(then).toISOString()}
      title={Number.isNaN(then) ? undefined : format.exact(at)}
    >
      {stale && !short && <Icon name="clock" size={14} />}
      {stale && !short ? t("age.stale", { age }) : age}
    </time>
  );
}

const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(tick, 15_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const watcher of watchers) watcher();
}

function current(): number {
  // nobody kept it up to date before the first age was shown
  if (!timer && Math.abs(Date.now() - now) > 1000) now = Date.now();
  return now;
}

/** The time of day in milliseconds, one clock for the whole window, moving every 15 s. */
export function useNow(): number {
  return useSyncExternalStore(watch, current);
}
