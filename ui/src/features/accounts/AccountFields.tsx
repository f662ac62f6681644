import { useTranslation } from "react-i18next";
import {
  Button,
  CodeText,
  Field,
  FieldTroubles,
  NumberInput,
  ProblemNote,
  SegmentedControl,
  TextInput,
} from "~/design";
import type { AccountDocument, ProviderDocument } from "~/ipc/bindings";
import { COMMON_FIELDS, COMMON_NAMES, isPractice } from "./draft";
import { HttpConsent } from "./HttpConsent";
import { ProviderFieldInput, SecretInput, useFieldWords } from "./ProviderFieldInput";
import type { AccountForm } from "./useSettingsForm";

/** The fields of an account, drawn from what its provider says of them. */
export function AccountFields({
  form,
  account,
  provider,
}: {
  form: AccountForm;
  account: AccountDocument | null;
  provider: ProviderDocument;
}) {
  const { t } = useTranslation("accounts");
  const { draft, refusal } = form;
  const plain = provider.fields.filter(({ kind }) => kind !== "secret");
  const secrets = provider.fields.filter(({ kind }) => kind === "secret");
  return (
    <FieldTroubles by={form.troubles}>
      {refusal && refusal.fields.length === 0 && <ProblemNote problem={refusal} />}
      <fieldset className="group">
        <legend className="sec">{t("form.connection")}</legend>
        <Field label={t("form.name")} path="name" required hint={t("form.nameHint")}>
          <TextInput
            value={draft.name}
            maxLength={60}
            onChange={(event) => form.change({ name: event.target.value })}
          />
        </Field>
        <BaseUrl form={form} provider={provider} />
        <HttpConsent form={form} account={account} />
        <div className="pairs">
          {plain.map((field) => (
            <ProviderFieldInput key={field.name} field={field} form={form} />
          ))}
        </div>
      </fieldset>
      {secrets.length > 0 && (
        <fieldset className="group">
          <legend className="sec">{t("form.keys")}</legend>
          <div className="pairs">
            {secrets.map((field) => (
              <SecretInput key={field.name} field={field} form={form} account={account} />
            ))}
          </div>
        </fieldset>
      )}
      <CommonFields form={form} provider={provider} />
      {account && account.remarks.length > 0 && (
        <section className="group">
          <h3 className="sec">{t("form.remarks")}</h3>
          {account.remarks.map((remark) => (
            <p key={remark} className="mut">
              {remark}
            </p>
          ))}
        </section>
      )}
      {provider.docs_url && (
        <p className="small mut docs">
          {t("form.docs")} <CodeText code={provider.docs_url} copyable />
        </p>
      )}
    </FieldTroubles>
  );
}

function BaseUrl({ form, provider }: { form: AccountForm; provider: ProviderDocument }) {
  const { t } = useTranslation("accounts");
  const { base_url } = form.draft;
  const place = placeOf(base_url, provider);
  if (isPractice(base_url)) {
    return (
      <Field label={t("form.base")} hint={t("form.practice")}>
        <TextInput mono readOnly value={base_url} />
      </Field>
    );
  }
  const { sandbox_url } = provider;
  const field = (
    <Field
      label={t("form.base")}
      path="base_url"
      required
      hint={
        place === "own" ? t("form.baseDocumented", { url: provider.base_url }) : t(`form.baseOf.${place}`)
      }
      end={
        place === "own" && (
          <Button
            variant="link"
            className="small"
            onClick={() => form.change({ base_url: provider.base_url })}
          >
            {t("form.baseReset")}
          </Button>
        )
      }
    >
      <TextInput
        mono
        inputMode="url"
        value={base_url}
        onChange={(event) => form.change({ base_url: event.target.value })}
      />
    </Field>
  );
  if (sandbox_url === null) return field;
  return (
    <>
      <div className="field">
        <span className="lb">{t("form.where")}</span>
        <SegmentedControl
          label={t("form.where")}
          segments={(["real", "sandbox", ...(place === "own" ? (["own"] as const) : [])] as const).map(
            (value) => ({ value, label: t(`form.whereOf.${value}`) }),
          )}
          value={place}
          onValue={(wanted) => {
            if (wanted !== "own")
              form.change({ base_url: wanted === "real" ? provider.base_url : sandbox_url });
          }}
        />
      </div>
      {field}
    </>
  );
}

/** Whether an address is the documented one, the provider's own for trying things out, or another. */
function placeOf(url: string, { base_url, sandbox_url }: ProviderDocument): "real" | "sandbox" | "own" {
  if (url.trim() === base_url) return "real";
  return url.trim() === sandbox_url ? "sandbox" : "own";
}

/** What every account has: hardly anybody needs it, so it is folded. */
function CommonFields({ form, provider }: { form: AccountForm; provider: ProviderDocument }) {
  const { t } = useTranslation("accounts");
  const words = useFieldWords();
  const used = COMMON_NAMES.some((name) => form.draft.fields[name] || form.troubles[name]);
  return (
    <details className="group" open={used}>
      <summary className="sec">{t("form.advanced")}</summary>
      <div className="commons">
        {COMMON_NAMES.map((name) => (
          <Field key={name} label={words.label(name)} path={name}>
            <NumberInput
              decimals={0}
              unit={name === "parallel" ? undefined : t("form.seconds")}
              placeholder={COMMON_FIELDS[name] ?? String(provider.limits.parallel)}
              value={form.draft.fields[name] ?? ""}
              onValue={(value) => form.setField(name, value)}
            />
          </Field>
        ))}
      </div>
    </details>
  );
}
