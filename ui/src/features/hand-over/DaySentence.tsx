import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Button } from "~/design";
import { useFormat } from "~/i18n/format";
import { waitingDays } from "./groups";
import { dayPlace } from "./place";
import type { HandOver } from "./useHandOver";

/** The day in one line: which it is, what was handed in, what is not printed, and what still waits of days before. */
export function DaySentence({ state, onDay }: { state: HandOver; onDay: (by: number) => void }) {
  const { t } = useTranslation("handOver");
  const format = useFormat();
  const { rows, day, deeds } = state;
  if (!day) return null;
  const done = rows.reduce((sum, { in_form }) => sum + in_form, 0);
  const unprinted = rows.flatMap((row) => row.unprinted);
  const waiting = waitingDays(day, state.left);
  return (
    <div className="sentence ho-sentence">
      <span className="row">
        <Button variant="ghost" keys="[" aria-label={t("keys.before")} onClick={() => onDay(-1)} />
        <b className="nw ho-day">{day.date === day.today ? t("today") : day.date}</b>
        <Button
          variant="ghost"
          keys="]"
          aria-label={t("keys.after")}
          disabled={day.date >= day.today}
          onClick={() => onDay(1)}
        />
      </span>
      {done > 0 && <span className="mut">{t("sentence.done", { count: done })}</span>}
      {unprinted.length > 0 && (
        <span className="row">
          <span className="warn">{t("sentence.unprinted", { count: unprinted.length })}</span>
          <Button
            variant="ghost"
            icon="print"
            keys="u"
            busy={deeds.since("labels") ?? false}
            onClick={() => void deeds.printLabels(unprinted)}
          >
            {t("printLabels")}
          </Button>
        </span>
      )}
      {waiting.length > 0 && (
        <span className="end ho-waiting">
          <span className="mut">{t("sentence.waiting")}</span>
          {waiting.map(({ date, boxes }) => (
            <Link key={date} className="acc nw" href={dayPlace(date)}>
              {t("sentence.day", { day: format.date(`${date}T12:00:00`), count: boxes })}
            </Link>
          ))}
        </span>
      )}
    </div>
  );
}
