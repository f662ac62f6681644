import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, notify, SegmentedControl, useKeys, useNow } from "~/design";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "~/i18n";
import type { TrackDocument } from "~/ipc/bindings";
import { replyLanguage, replyOf } from "./sentence";

/** What to write to the customer, ready to be pasted; in the language of where the parcel goes unless told. */
export function Answer({
  track,
  number,
  country,
}: {
  track: TrackDocument;
  number: string;
  /** Where the list says that it goes, for when the parcel itself does not. */
  country: string | null;
}) {
  const { t, i18n } = useTranslation("track");
  const now = useNow();
  const [chosen, choose] = useState<Language | null>(null);
  const language = chosen ?? replyLanguage(track.destination ?? country);
  const text = replyOf(track, number, {
    t: i18n.getFixedT(language, "track"),
    words: i18n.getFixedT(language, "design"),
    language,
    now,
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notify.success(t("answer.copied"));
    } catch {
      notify.problem({
        code: "clipboard",
        class: "local",
        message: t("answer.notCopied"),
        next_step: t("answer.notCopiedNext"),
      });
    }
  };
  useKeys("answer", [
    { keys: "Control+Shift+c", label: t("keys.copy"), run: () => void copy(), inFields: true },
  ]);
  return (
    <section className="pb ans" aria-label={t("answer.title")}>
      <h2 className="sec">
        <span className="grow cut">{t("answer.title")}</span>
        <SegmentedControl
          label={t("answer.language")}
          segments={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={language}
          onValue={choose}
        />
      </h2>
      <blockquote lang={language}>{text}</blockquote>
      <p className="small mut">
        <Icon name="lock" size={14} /> {t("answer.without")}
      </p>
      <Button variant="primary" icon="copy" keys="Control+Shift+c" onClick={() => void copy()}>
        {t("answer.copy")}
      </Button>
    </section>
  );
}
