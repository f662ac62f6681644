import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Age, Button, Combobox, Field, NumberInput, numberTrouble, type Option } from "~/design";
import { useCurrencies } from "~/i18n/currencies";
import type { SettingsDocument } from "~/ipc/bindings";
import { SavedMark, Section, TypedSetting } from "./parts";
import { troubleText, useSaving } from "./useSettings";

/** As fine as a rate may be. */
const DECIMALS = 8;
const WEEK_MINUTES = 7 * 24 * 60;
const words = (option: Option) => (typeof option.hint === "string" ? option.hint : "");

/** The name of this workplace, and how new order numbers begin. */
export function StationSection({ index, settings }: { index: number; settings: SettingsDocument }) {
  const { t } = useTranslation("settings");
  return (
    <Section id="station" index={index} title={t("station.title")}>
      <div className="set-pair">
        <TypedSetting
          of="station"
          label={t("station.name")}
          value={settings.station}
          hint={t("station.nameHint")}
        />
        <TypedSetting
          of="order_prefix"
          label={t("station.prefix")}
          value={settings.order_prefix}
          hint={t("station.prefixHint", { number: `${settings.order_prefix}1080` })}
          mono
        />
      </div>
    </Section>
  );
}

/** The currency that prices are compared in, and what others are worth in it. */
export function MoneySection({ index, settings }: { index: number; settings: SettingsDocument }) {
  const { t } = useTranslation("settings");
  const { save, troubles } = useSaving();
  const currencies = useCurrencies();
  const base = settings.base_currency;
  return (
    <Section id="money" index={index} title={t("money.title")} about={t("money.about")}>
      <div className="set-pair">
        <Field
          label={t("money.base")}
          error={troubleText(troubles.base_currency)}
          end={<SavedMark of="base_currency" />}
        >
          <Combobox
            options={currencies}
            value={base}
            searchWords={words}
            onValue={(value) => value && value !== base && void save("base_currency", value, t("money.base"))}
          />
        </Field>
      </div>
      <h3 className="sub">{t("money.rates")}</h3>
      {settings.rates.length === 0 && <p className="dim">{t("money.none")}</p>}
      {settings.rates.map((rate) => (
        <Rate key={rate.currency} {...rate} base={base} />
      ))}
      <NewRate settings={settings} />
    </Section>
  );
}

function Rate({
  currency,
  rate,
  set_at,
  base,
}: {
  currency: string;
  rate: string;
  set_at: string;
  base: string;
}) {
  const { t } = useTranslation("settings");
  const { save } = useSaving();
  return (
    <div className="set-rate">
      <TypedSetting
        of={`rate.${currency}`}
        label={t("money.one", { currency })}
        value={rate}
        decimals={DECIMALS}
        unit={base}
      />
      <Age at={set_at} staleAfter={WEEK_MINUTES} />
      <Button
        variant="ghost"
        icon="x"
        aria-label={t("money.remove", { currency })}
        onClick={() => void save(`rate.${currency}`, "", t("money.one", { currency }))}
      />
    </div>
  );
}

function NewRate({ settings }: { settings: SettingsDocument }) {
  const { t } = useTranslation("settings");
  const { t: word } = useTranslation("design");
  const { save, troubles } = useSaving();
  const [currency, setCurrency] = useState<string | null>(null);
  const [rate, setRate] = useState("");
  const known = new Set([settings.base_currency, ...settings.rates.map((one) => one.currency)]);
  const options = useCurrencies().filter((option) => !known.has(option.value));
  const trouble = numberTrouble(rate, DECIMALS);
  const refused = currency ? troubleText(troubles[`rate.${currency}`]) : undefined;
  const ready = currency !== null && rate.trim() !== "" && trouble === null;
  const add = async () => {
    if (!ready) return;
    if (await save(`rate.${currency}`, rate, t("money.one", { currency }))) {
      setCurrency(null);
      setRate("");
    }
  };
  return (
    <div className="set-rate">
      <Field label={t("money.another")}>
        <Combobox options={options} value={currency} onValue={setCurrency} searchWords={words} />
      </Field>
      <Field
        label={currency ? t("money.one", { currency }) : t("money.worth")}
        error={trouble ? word(trouble, { count: DECIMALS }) : refused}
      >
        <NumberInput
          value={rate}
          onValue={setRate}
          decimals={DECIMALS}
          unit={settings.base_currency}
          onKeyDown={(event) => event.key === "Enter" && void add()}
        />
      </Field>
      <Button icon="plus" disabled={!ready} onClick={() => void add()}>
        {t("money.add")}
      </Button>
    </div>
  );
}
