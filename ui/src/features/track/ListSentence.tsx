import { Trans, useTranslation } from "react-i18next";
import { Kbd, Sentence, SentenceWord } from "~/design";

/** Which parcels the list shows, as a sentence, with how many they are. */
export function ListSentence({
  needsPerson,
  onNeedsPerson,
  count,
}: {
  needsPerson: boolean;
  onNeedsPerson: (needsPerson: boolean) => void;
  /** Not said before the answer is here. */
  count: number | null;
}) {
  const { t } = useTranslation("track");
  return (
    <Sentence
      end={
        <span className="small dim nw" role="status">
          {count !== null && t("list.count", { count })}
        </span>
      }
    >
      <Trans
        i18nKey="list.sentence"
        t={t}
        components={{
          which: (
            <SentenceWord
              label={t("list.which")}
              options={[
                { value: "all", label: t("list.every") },
                { value: "needs", label: t("list.needsPerson") },
              ]}
              value={needsPerson ? "needs" : "all"}
              on={needsPerson}
              onValue={(which) => onNeedsPerson(which === "needs")}
            />
          ),
        }}
      />
      <Kbd keys="i" />
    </Sentence>
  );
}
