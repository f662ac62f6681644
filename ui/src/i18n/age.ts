/** How long ago something was, in the words of the house. */

/** A text of the design namespace with its numbers. */
export interface AgeWord {
  key: "age.now" | "age.minutes" | "age.hours" | "age.yesterday" | "age.days" | "age.date";
  count?: number;
  /** Filled by the caller: the clock time or the date of that instant. */
  at?: "time" | "date";
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The word for an instant as seen from `now`. Both are milliseconds; days are those of this machine's calendar. */
export function ageWord(then: number, now: number): AgeWord {
  const age = now - then;
  if (age < -MINUTE) return { key: "age.date", at: "date" };
  if (age < MINUTE) return { key: "age.now" };
  if (age < HOUR) return { key: "age.minutes", count: Math.floor(age / MINUTE) };
  const days = calendarDays(then, now);
  if (days === 0 || age < 6 * HOUR) return { key: "age.hours", count: Math.floor(age / HOUR) };
  if (days === 1) return { key: "age.yesterday", at: "time" };
  if (days < 7) return { key: "age.days", count: days };
  return { key: "age.date", at: "date" };
}

function calendarDays(then: number, now: number): number {
  const midnight = (instant: number) => new Date(instant).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(then)) / DAY);
}
