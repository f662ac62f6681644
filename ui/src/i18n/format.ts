import { useTranslation } from "react-i18next";
import { ageWord } from "./age";
import { codeOf } from "./countries";
import { grouped, groupedDecimal } from "./decimal";
import { type Language, useLanguage } from "./index";

/** An instant as the engine writes it (RFC 3339), or milliseconds. */
export type Instant = string | number | Date;

/** An instant in milliseconds; `NaN` where it cannot be read. */
export function milliseconds(instant: Instant): number {
  return instant instanceof Date
    ? instant.getTime()
    : typeof instant === "number"
      ? instant
      : Date.parse(instant);
}

const made = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const format = made.get(key) ?? new Intl.DateTimeFormat(language, options);
  made.set(key, format);
  return format;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const SECONDS = { ...CLOCK, second: "2-digit" } as const;

/** Clock time, 24 hours: `18:40`. */
export function formatTime(instant: Instant, language: Language): string {
  return dateFormat(language, CLOCK).format(milliseconds(instant));
}

/** A date, the same in every language: month and day, with the year where it is not this one. `11-20`, `2025-11-20`. */
export function formatDate(instant: Instant, now: number = Date.now()): string {
  const date = new Date(milliseconds(instant));
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return date.getFullYear() === new Date(now).getFullYear() ? day : `${date.getFullYear()}-${day}`;
}

/** Date, clock time to the second and zone: what stands behind every age. */
export function formatExact(instant: Instant, language: Language): string {
  const date = new Date(milliseconds(instant));
  const [year, day] = [date.getFullYear(), `${two(date.getMonth() + 1)}-${two(date.getDate())}`];
  return `${year}-${day} ${dateFormat(language, SECONDS).format(date)} ${zoneOf(date)}`;
}

/** The zone of this machine at that instant: `UTC+08:00`. */
function zoneOf(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "\u2212" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The formats of one language. */
export interface Formats {
  time: (instant: Instant) => string;
  /** Clock time to the second: `14:03:22`. */
  clock: (instant: Instant) => string;
  date: (instant: Instant) => string;
  exact: (instant: Instant) => string;
  /** A whole number with its thousands grouped. */
  number: (value: number | bigint) => string;
  /** A decimal text with its thousands grouped; as it is where it is no number. */
  decimal: (text: string, sign?: "auto" | "always") => string;
  /** Currency and amount as plain text, for sentences and titles: `CNY 42.80`. */
  money: (amount: string | null | undefined, currency: string) => string;
  /** A share between 0 and 1. */
  percent: (share: number) => string;
  /** The name of a country that is written by its two letters or by its name; anything else as it is. */
  country: (written: string) => string;
  /** Names in a row: `A, B and C`. */
  list: (items: readonly string[]) => string;
}

/** Made when it is first wanted: each costs about as much as drawing a row. */
function late<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

const known = new Map<Language, Formats>();

/** The formats of a language, outside React. */
export function formats(language: Language): Formats {
  const all = known.get(language) ?? formatsOf(language);
  known.set(language, all);
  return all;
}

function formatsOf(language: Language): Formats {
  const percent = late(() => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }));
  const names = late(() => new Intl.DisplayNames(language, { type: "region", fallback: "code" }));
  const list = late(() => new Intl.ListFormat(language, { type: "conjunction" }));
  const decimal = (text: string, sign?: "auto" | "always") => groupedDecimal(text, sign) ?? text;
  return {
    time: (instant) => formatTime(instant, language),
    clock: (instant) => dateFormat(language, SECONDS).format(milliseconds(instant)),
    date: (instant) => formatDate(instant),
    exact: (instant) => formatExact(instant, language),
    number: (value) => grouped(String(value)),
    decimal,
    money: (amount, currency) => (amount == null ? "—" : `${currency} ${decimal(amount)}`),
    percent: (share) => percent().format(share),
    country: (written) => {
      const code = codeOf(written);
      return code === null ? written : (names().of(code) ?? written);
    },
    list: (items) => list().format(items),
  };
}

/** The formats of the language that is shown. */
export function useFormat(): Formats {
  const { language } = useLanguage();
  return formats(language);
}

/** The relative time in words, long (“4 min ago”) or short for a table (“4 min”). */
export function useAge(): (instant: Instant, now: number, short?: boolean) => string {
  const { t } = useTranslation("design");
  const { language } = useLanguage();
  return (instant, now, short = false) => {
    const then = milliseconds(instant);
    if (Number.isNaN(then)) return "—";
    const word = ageWord(then, now);
    const at = word.at === "time" ? formatTime(then, language) : formatDate(then, now);
    return t(`${word.key}${short ? "_short" : ""}` as "age.minutes", { count: word.count ?? 0, at });
  };
}
