import { type RefObject, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { Empty, Kbd, Switch, useKeys, useNow } from "~/design";
import { useLanguage } from "~/i18n";
import type { EventDocument } from "~/ipc/bindings";
import { type Day, daysOf } from "./days";
import { TimelineLine } from "./TimelineLine";
import { dayHeading, daysAgo } from "./when";

/** Everything that was told about the parcel, newest first, by days. */
export function Timeline({ events }: { events: readonly EventDocument[] }) {
  const { t } = useTranslation("track");
  const [words, showWords] = useSessionState("track.words", false);
  const days = useMemo(() => daysOf(events), [events]);
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  useLineKeys(list, current);
  useKeys("timeline", [{ keys: "t", label: t("keys.words"), run: () => showWords((now) => !now) }]);
  const toggle = (key: string) =>
    setOpen((now) =>
      now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set([...now, key]),
    );
  const lines = days.flatMap((day) => day.lines);
  const allLocal = lines.every(({ when }) => when.local);
  const someLocal = lines.some(({ when }) => when.local);
  return (
    <section className="timeline" aria-label={t("timeline.title")}>
      <div className="tlh">
        <h2 className="sec">{t("timeline.title")}</h2>
        {events.length > 0 && someLocal && (
          <span className="small mut cut">{allLocal ? t("timeline.allLocal") : t("timeline.someLocal")}</span>
        )}
        <span className="grow" />
        <Switch
          className="small mut"
          label={t("timeline.words")}
          checked={words}
          onChecked={(on) => showWords(on)}
          aria-keyshortcuts="t"
        />
        <Kbd keys="t" />
      </div>
      <div className="tl" ref={list}>
        {events.length === 0 && (
          <Empty icon="clock" title={t("timeline.empty")}>
            {t("timeline.emptyNext")}
          </Empty>
        )}
        {days.map((day) => (
          <div key={day.key}>
            <DayHeading day={day} />
            <ol>
              {day.lines.map((line) => (
                <TimelineLine
                  key={line.key}
                  line={line}
                  words={words}
                  local={!allLocal && line.when.local && line.when.clock !== null}
                  open={open.has(line.key)}
                  current={line.index === Math.min(current, events.length - 1)}
                  onToggle={() => toggle(line.key)}
                  onFocus={() => setCurrent(line.index)}
                />
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}

function DayHeading({ day: { clock } }: { day: Day }) {
  const { t } = useTranslation("track");
  const { language } = useLanguage();
  const now = useNow();
  if (clock === null) {
    return (
      <h3 className="day">
        <b>{t("timeline.noDay")}</b>
      </h3>
    );
  }
  return (
    <h3 className="day">
      <b>{dayHeading(clock, language, now)}</b>
      <span>{daysAgo(clock, language, now)}</span>
    </h3>
  );
}

/** ↑↓ walk the lines; Enter opens the one that has the focus. */
function useLineKeys(list: RefObject<HTMLDivElement | null>, current: number): void {
  const { t } = useTranslation("track");
  const walk = (by: number) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
    const inside = list.current?.contains(document.activeElement) ?? false;
    const next = buttons[Math.max(0, Math.min(buttons.length - 1, inside ? current + by : current))];
    next?.focus();
    next?.closest("li")?.scrollIntoView({ block: "nearest" });
  };
  useKeys("lines", [
    { keys: "ArrowDown", label: t("keys.nextLine"), run: () => walk(1) },
    { keys: "ArrowUp", label: t("keys.lastLine"), run: () => walk(-1) },
  ]);
}
