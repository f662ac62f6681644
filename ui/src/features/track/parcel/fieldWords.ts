import { useTranslation } from "react-i18next";

/** The words for a field of a registration; its own name where there are none. */
export function useFieldWords() {
  const { t } = useTranslation("track");
  return {
    labelOf: (name: string) => t(`live.field.${name}` as "live.field.lang", { defaultValue: name }),
    hintOf: (name: string) =>
      t(`live.hint.${name}` as "live.hint.tracking_ship_date", { defaultValue: "" }) || undefined,
    choiceOf: (name: string, value: string) =>
      t(`live.choice.${name}.${value}` as "live.choice.archived.true", { defaultValue: value }),
  };
}
