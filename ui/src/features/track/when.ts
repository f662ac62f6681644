import type { Language } from "~/i18n";
import { formatTime, milliseconds } from "~/i18n/format";
import type { EventDocument } from "~/ipc/bindings";

/**
 * When something happened, as far as it is known. Where the instant is known, day and time are those of this
 * computer; otherwise they are those of a wall at the place, as they were written.
 */
export interface When {
  /** The figures on the clock, as if they were UTC; null where the text cannot be read. */
  clock: number | null;
  /** A date alone has no time. */
  timed: boolean;
  /** The instant is not known: the time is local to the place. */
  local: boolean;
  /** As it was written. */
  text: string;
}

const WRITTEN = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2}))?/;
const DAY = 86_400_000;
/** The last place on earth where a clock shows a time is twelve hours behind UTC. */
const LATEST = 12 * 3_600_000;

/** When an event was. */
export function whenOf({ at, at_text }: Pick<EventDocument, "at" | "at_text">): When {
  const instant = at === null ? Number.NaN : milliseconds(at);
  if (Number.isNaN(instant)) return { ...written(at_text), local: true, text: at_text };
  return { clock: clockOf(new Date(instant)), timed: true, local: false, text: at_text };
}

function written(text: string): Pick<When, "clock" | "timed"> {
  const [, year, month, day, hour, minute] = (WRITTEN.exec(text.trim()) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return { clock: null, timed: false };
  const timed = hour !== undefined && !Number.isNaN(hour);
  const clock = Date.UTC(year, month - 1, day, timed ? hour : 0, timed ? minute : 0);
  const date = new Date(clock);
  // 31 February is no day
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { clock, timed } : { clock: null, timed: false };
}

function clockOf(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes());
}

/** The day as one number, for telling days apart. */
export const dayOf = (clock: number) => Math.floor(clock / DAY);

/** The time on the clock: `14:12`. */
export function timeText(when: When, language: Language): string | null {
  if (when.clock === null || !when.timed) return null;
  const date = new Date(when.clock);
  return formatTime(new Date(2000, 0, 1, date.getUTCHours(), date.getUTCMinutes()), language);
}

const made = new Map<string, Intl.DateTimeFormat>();

function dayFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = language === "en" ? "en-GB" : language;
  const key = tag + JSON.stringify(options);
  const format = made.get(key) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" });
  made.set(key, format);
  return format;
}

/** A Chinese text with the gap that separates it from Latin letters and figures. */
export function gapped(text: string, language: Language): string {
  if (language === "en") return text;
  return text
    .replace(/(\p{Script=Han})(?=[A-Za-z0-9])/gu, "$1 ")
    .replace(/([A-Za-z0-9])(?=\p{Script=Han})/gu, "$1 ");
}

/** The day in words, with its year where that is not this one: `20 Nov`, `20 November 2025`, `11月20日`. */
export function dayText(clock: number, language: Language, now: number, long = false): string {
  const year = new Date(clock).getUTCFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  const month = long || language !== "en" ? "long" : "short";
  return gapped(dayFormat(language, { day: "numeric", month, year }).format(clock), language);
}

/** Day and time in figures, for a table: `11-20 14:12`. */
export function figuresText(when: When, now: number): string {
  if (when.clock === null) return when.text;
  const iso = new Date(when.clock).toISOString();
  const year = iso.slice(0, 4) === String(new Date(now).getFullYear());
  return `${iso.slice(year ? 5 : 0, 10)}${when.timed ? ` ${iso.slice(11, 16)}` : ""}`;
}

/** The day as a heading: `Fri 20 Nov`, `11月20日 星期五`. */
export function dayHeading(clock: number, language: Language, now: number): string {
  const weekday = dayFormat(language, { weekday: language === "en" ? "short" : "long" }).format(clock);
  const day = dayText(clock, language, now);
  return language === "en" ? `${weekday} ${day}` : `${day} ${weekday}`;
}

/** How many days ago a day was: `yesterday`, `前天`; null of one that has begun only where clocks are ahead of ours. */
export function daysAgo(clock: number, language: Language, now: number): string | null {
  const days = dayOf(clock) - dayOf(clockOf(new Date(now)));
  if (days === 1) return null;
  return gapped(new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day"), language);
}

/** Whole days that have certainly passed since, whatever the zone of the place is. */
export function daysSince(when: When, now: number): number | null {
  if (when.clock === null) return null;
  const passed = when.local ? now - LATEST - when.clock : clockOf(new Date(now)) - when.clock;
  return Math.floor(passed / DAY);
}

/** The zone of this computer: `UTC+8`, `UTC-03:30`. */
export function zoneText(now: number): string {
  const east = -new Date(now).getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(east) / 60), Math.abs(east) % 60];
  const rest = minutes ? `:${String(minutes).padStart(2, "0")}` : "";
  return `UTC${east < 0 ? "-" : "+"}${hours}${rest}`;
}
