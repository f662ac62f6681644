import { useTranslation } from "react-i18next";
import { useNow } from "~/design";
import { useLanguage } from "~/i18n";
import { ageWord } from "~/i18n/age";
import { milliseconds, useAge, useFormat } from "~/i18n/format";
import { dayOf, figuresText, timeText, type When, whenOf } from "./when";

const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** When the newest line was: an instant where its zone is said, else what the clock at the place showed. */
export const eventWhen = (at: string): When =>
  whenOf(ZONED.test(at) ? { at, at_text: at } : { at: null, at_text: at });

/**
 * How long ago the newest line was; the exact time on pointing, and in the row where the keys are. Where only the clock
 * at the place is known, hours would be a guess: days are said, and of today what that clock showed.
 */
export function EventAge({ at }: { at: string | null }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const ago = useAgo();
  const now = useNow();
  if (at === null) return <span className="age">—</span>;
  const zoned = ZONED.test(at);
  const when = eventWhen(at);
  return (
    <span
      className="age event-age"
      title={zoned ? format.exact(at) : `${figuresText(when, 0)} · ${t("timeline.localTitle")}`}
    >
      <span className="ago">{ago(at, zoned, now)}</span>
      <span className="exact">{figuresText(when, now)}</span>
    </span>
  );
}

function useAgo(): (at: string, zoned: boolean, now: number) => string {
  const { t } = useTranslation(["track", "design"]);
  const words = useAge();
  const { language } = useLanguage();
  const inDays = (days: number) =>
    days === 1 ? t("design:age.yesterday_short") : t("design:age.days_short", { count: days });
  return (at, zoned, now) => {
    const when = eventWhen(at);
    if (when.clock === null) return at;
    const days = dayOf(clockNow(now)) - dayOf(when.clock);
    if (!zoned) {
      // a day that has not begun here is named: called today, it would be taken for hours ago
      if (days < 0) return figuresText(when, now);
      return days === 0 ? t("list.today", { time: timeText(when, language) ?? "" }).trim() : inDays(days);
    }
    return ageWord(milliseconds(at), now).key === "age.date" && days > 0
      ? inDays(days)
      : words(at, now, true);
  };
}

/** The figures on the clock of this computer, as `whenOf` gives them. */
function clockNow(now: number): number {
  return whenOf({ at: new Date(now).toISOString(), at_text: "" }).clock ?? now;
}
