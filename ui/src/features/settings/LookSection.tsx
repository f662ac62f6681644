import { useTranslation } from "react-i18next";
import { useDesk } from "~/app/desk";
import { SegmentedControl } from "~/design";
import { LANGUAGE_NAMES, LANGUAGES } from "~/i18n";
import { Line, Section } from "./parts";
import { useSaving } from "./useSettings";

const THEMES = ["system", "light", "dark"] as const;
const CONTRASTS = ["normal", "high"] as const;
const DENSITIES = ["compact", "normal", "roomy"] as const;

/** Language, light, contrast and density: each works at once. */
export function LookSection({ index }: { index: number }) {
  const { t } = useTranslation("settings");
  const { desk, change } = useDesk();
  const { keep } = useSaving();
  const set =
    <Key extends Parameters<typeof change>[0]>(key: Key, label: string) =>
    (value: (typeof desk)[Key]) =>
      void keep(key, label, () => change(key, value));
  return (
    <Section id="look" index={index} title={t("look.title")}>
      <Line label={t("look.language")} of="language">
        <SegmentedControl
          label={t("look.language")}
          segments={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={desk.language}
          onValue={set("language", t("look.language"))}
        />
      </Line>
      <Line label={t("look.theme")} of="theme">
        <SegmentedControl
          label={t("look.theme")}
          segments={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          value={desk.theme}
          onValue={set("theme", t("look.theme"))}
        />
      </Line>
      <Line label={t("look.contrast")} of="contrast">
        <SegmentedControl
          label={t("look.contrast")}
          segments={CONTRASTS.map((value) => ({ value, label: t(`contrast.${value}`) }))}
          value={desk.contrast}
          onValue={set("contrast", t("look.contrast"))}
        />
      </Line>
      <Line label={t("look.density")} of="density">
        <SegmentedControl
          label={t("look.density")}
          segments={DENSITIES.map((value) => ({ value, label: t(`density.${value}`) }))}
          value={desk.density}
          onValue={set("density", t("look.density"))}
        />
      </Line>
    </Section>
  );
}
