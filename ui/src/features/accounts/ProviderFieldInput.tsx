import { useTranslation } from "react-i18next";
import { Combobox, Field, Icon, type Option, Select, TextInput } from "~/design";
import { useCurrencies } from "~/i18n/currencies";
import type { AccountDocument, ProviderField } from "~/ipc/bindings";
import type { AccountForm } from "./useSettingsForm";

/** The words for a field, by its name; the name itself where there are none. */
export function useFieldWords() {
  const { t } = useTranslation("accounts");
  return {
    label: (name: string) => t(`field.${name}` as "field.app_key", { defaultValue: name }),
    hint: (name: string) => t(`hint.${name}` as "hint.currency", { defaultValue: "" }),
    choice: (value: string) => t(`choice.${value}` as "choice.zh_CN", { defaultValue: value }),
  };
}

/** The control that a field's kind asks for. */
export function ProviderFieldInput({ field, form }: { field: ProviderField; form: AccountForm }) {
  const words = useFieldWords();
  const value = form.draft.fields[field.name] ?? "";
  const set = (next: string) => form.setField(field.name, next);
  return (
    <Field
      label={words.label(field.name)}
      path={field.name}
      required={field.required}
      hint={words.hint(field.name) || undefined}
    >
      <Control field={field} value={value} set={set} />
    </Field>
  );
}

function Control({
  field,
  value,
  set,
}: {
  field: ProviderField;
  value: string;
  set: (next: string) => void;
}) {
  const { t } = useTranslation("accounts");
  const words = useFieldWords();
  const currencies = useCurrencies();
  const none: Option[] =
    field.required || field.default !== null ? [] : [{ value: "", label: t("form.none") }];
  switch (field.kind) {
    case "choice": {
      const options = field.choices.map((choice) => ({ value: choice, label: words.choice(choice) }));
      return (
        <Select options={[...none, ...options]} value={value} onValue={set} placeholder={t("form.choose")} />
      );
    }
    case "currency":
      return (
        <Combobox
          options={currencies}
          value={value || null}
          onValue={(code) => set(code ?? "")}
          searchWords={({ value: code, hint }) => `${code} ${String(hint ?? "")}`}
          placeholder={t("form.currency")}
        />
      );
    case "offset":
      return (
        <TextInput
          mono
          value={value}
          placeholder={t("form.offset")}
          onChange={(event) => set(event.target.value)}
        />
      );
    default:
      return <TextInput mono value={value} onChange={(event) => set(event.target.value)} />;
  }
}

/** A secret: it goes in and never comes out. Empty leaves what is stored. */
export function SecretInput({
  field,
  form,
  account,
}: {
  field: ProviderField;
  form: AccountForm;
  account: AccountDocument | null;
}) {
  const { t } = useTranslation("accounts");
  const words = useFieldWords();
  const last4 = account?.secrets.find(({ name }) => name === field.name)?.last4 ?? null;
  const hint = account === null ? "form.secretNew" : secretHint(last4);
  return (
    <Field
      label={words.label(field.name)}
      path={field.name}
      required={account === null && field.required}
      hint={t(hint)}
    >
      <TextInput
        mono
        type="password"
        autoComplete="new-password"
        lead={<Icon name="lock" size={14} />}
        placeholder={last4 ? `•••• ${last4}` : undefined}
        value={form.draft.secrets[field.name] ?? ""}
        onChange={(event) => form.setSecret(field.name, event.target.value)}
      />
    </Field>
  );
}

function secretHint(last4: string | null): "form.secretHere" | "form.secretUnsaid" | "form.secretMissing" {
  if (last4 === null) return "form.secretMissing";
  return last4 === "" ? "form.secretUnsaid" : "form.secretHere";
}
