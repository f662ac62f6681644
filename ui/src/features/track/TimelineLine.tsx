import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon, statusLook, statusWord } from "~/design";
import { useLanguage } from "~/i18n";
import type { Line } from "./days";
import { placeOf } from "./sentence";
import { timeText } from "./when";

/** One line: time and place, our word for it, the provider's own words, who saw it and who said so. */
export function TimelineLine({
  line: { event, when },
  words,
  local,
  open,
  current,
  onToggle,
  onFocus,
}: {
  line: Line;
  /** The provider's own words stand below, whole. */
  words: boolean;
  /** Its time is local while others are not. */
  local: boolean;
  open: boolean;
  current: boolean;
  onToggle: () => void;
  onFocus: () => void;
}) {
  const { t } = useTranslation("track");
  const { t: design } = useTranslation("design");
  const { language } = useLanguage();
  const id = useId();
  const look = statusLook("delivery", event.status) ?? { icon: "unk" as const, tone: "lost" as const };
  const place = placeOf(event);
  // whoever told the same stands beside who told it first
  const sources = [event.source, ...event.also].join(" · ");
  const kind = event.kind === "warehouse" ? "warehouse" : "carrier";
  return (
    <li>
      <span className="at">
        {local && <small title={t("timeline.localTitle")}>{t("timeline.local")} </small>}
        <time title={event.at ?? event.at_text}>
          {timeText(when, language) ?? (when.clock === null && event.at_text)}
        </time>
        {place && <small className="place">{place}</small>}
      </span>
      <span className={`nd t-${look.tone}`}>
        <Icon name={look.icon} size={14} />
      </span>
      <div className="ev">
        <p>
          <b className={toneClass(look.tone)}>{statusWord(design, "delivery", event.status)}</b>
          {event.status === "unknown" && <span className="small mut">{t("timeline.unknown")}</span>}
          {!words && <span className="say">{event.text}</span>}
        </p>
        {words && (
          <p className="raw">
            {event.text && <q>{t("timeline.quoted", { words: event.text })}</q>}
            {event.code && <span className="mono">{event.code}</span>}
            <span className="mono">{event.at_text}</span>
          </p>
        )}
        {open && (
          <pre id={id} className="asent">
            {JSON.stringify(event.raw, null, 2)}
          </pre>
        )}
      </div>
      <span className="src">
        <span className="k">
          <Icon name={kind === "warehouse" ? "house" : "carrier"} size={14} />
          {t(`kind.${kind}`)}
        </span>
        <span className="cut" title={sources}>
          {sources}
        </span>
      </span>
      <button
        type="button"
        className="btn ghost icon mini"
        data-line
        tabIndex={current ? 0 : -1}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={t("timeline.openRaw")}
        title={t("timeline.raw")}
        onClick={onToggle}
        onFocus={onFocus}
      >
        <Icon name={open ? "up" : "down"} size={14} />
      </button>
    </li>
  );
}

function toneClass(tone: string): string | undefined {
  return ["warn", "bad", "lost"].includes(tone) ? tone : undefined;
}
