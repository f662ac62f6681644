import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Autocomplete,
  Checkbox,
  Combobox,
  Field,
  Icon,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  TextArea,
  TextInput,
} from "~/design";
import { useFormat } from "~/i18n/format";
import { Card } from "./Gallery";

const CITIES = ["Los Angeles", "Los Alamos", "Los Gatos", "Las Vegas", "Laredo"];
const COUNTRIES = ["US", "DE", "GB", "FR", "JP", "TW", "HK", "SG", "CA", "SE"];

/** Fields and choices in all states. */
export function FormCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "form" });
  return (
    <Card title={t("title")}>
      <div className="fg">
        <Field label={t("empty")}>
          <TextInput placeholder={t("find")} />
        </Field>
        <Field label={t("value")} required confidence={3}>
          <TextInput defaultValue="Hannah Kessler" />
        </Field>
        <Field label={t("counted")} count={43} max={35}>
          <TextInput defaultValue="1420 N Alameda Street, Suite 300 Bldg B" />
        </Field>
        <WeightField />
        <Field label={t("error")} error={t("zip_bad")} confidence={1} required>
          <TextInput defaultValue="0390" />
        </Field>
        <Field label={t("check")} check={t("split")} confidence={2}>
          <TextInput defaultValue="1420" />
        </Field>
        <Field label={t("fixed")} hint={t("sent")}>
          <TextInput defaultValue="A1062" mono disabled />
        </Field>
        <Field label={t("secret")}>
          <TextInput type="password" defaultValue="12345678" unit={<Icon name="lock" size={14} />} />
        </Field>
        <Field label={t("lines")}>
          <TextArea rows={1} defaultValue="KN×5 LT×2" />
        </Field>
        <Picks />
        <Choices />
      </div>
    </Card>
  );
}

function WeightField() {
  const { t } = useTranslation("gallery", { keyPrefix: "form" });
  const [kg, setKg] = useState("1.72");
  return (
    <Field label={t("unit")}>
      <NumberInput value={kg} onValue={setKg} decimals={3} unit="kg" />
    </Field>
  );
}

function Picks() {
  const { t } = useTranslation("gallery", { keyPrefix: "form" });
  const format = useFormat();
  const [speed, setSpeed] = useState("b");
  const [country, setCountry] = useState<string | null>("US");
  const [city, setCity] = useState("Los An");
  const options = COUNTRIES.map((code) => ({ value: code, label: format.country(code), hint: code }));
  const cities = CITIES.filter((name) => name.toLowerCase().startsWith(city.toLowerCase()));
  return (
    <>
      <Field label={t("select")}>
        <Select
          value={speed}
          onValue={setSpeed}
          options={[
            { value: "a", label: "USPS Ground", hint: "412" },
            { value: "b", label: "USPS Priority", hint: "18" },
          ]}
        />
      </Field>
      <Field label={t("combobox")}>
        <Combobox value={country} onValue={setCountry} options={options} />
      </Field>
      <Field label={t("suggest")}>
        <Autocomplete
          value={city}
          onValue={setCity}
          suggestions={cities.map((text) => ({ text, hint: "US" }))}
        />
      </Field>
    </>
  );
}

function Choices() {
  const { t } = useTranslation("gallery", { keyPrefix: "form" });
  const [density, setDensity] = useState(() => document.documentElement.dataset.density ?? "normal");
  const show = (next: string) => {
    setDensity(next);
    if (next === "normal") delete document.documentElement.dataset.density;
    else document.documentElement.dataset.density = next;
  };
  const names = ["compact", "normal", "roomy"] as const;
  return (
    <div className="all stack">
      <span className="small mut">{t("choices")}</span>
      <div className="row">
        <Checkbox aria-label={t("empty")} />
        <Checkbox aria-label={t("value")} defaultChecked />
        <Checkbox aria-label={t("check")} mixed />
        <Checkbox aria-label={t("fixed")} disabled />
        <Radio name="gallery-radio" aria-label={t("empty")} />
        <Radio name="gallery-radio" aria-label={t("value")} defaultChecked />
        <Switch aria-label={t("empty")} />
        <Switch aria-label={t("value")} defaultChecked />
        <Checkbox label={t("check")} hint={t("split")} defaultChecked />
        <span className="grow" />
        <SegmentedControl
          label={t("segments")}
          value={density}
          onValue={show}
          segments={names.map((value) => ({ value, label: t(value) }))}
        />
      </div>
    </div>
  );
}
