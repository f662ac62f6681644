import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, focusField, Icon, Kbd, Skeleton, useKeys } from "~/design";
import type { AccountDocument, ProviderDocument } from "~/ipc/bindings";
import { Unconfirmed } from "./AccountDetail";
import { AccountFields } from "./AccountFields";
import { useNewForm } from "./useSettingsForm";

/** A new account: first whose, then its keys. It is tested as soon as it is there. */
export function NewAccount({
  providers,
  taken,
  onAdded,
  onBack,
}: {
  providers: readonly ProviderDocument[] | null;
  /** Names that other accounts have. */
  taken: readonly string[];
  onAdded: (account: AccountDocument, test: boolean) => void;
  onBack: () => void;
}) {
  const [chosen, choose] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const provider = open && providers?.find(({ id }) => id === chosen);
  const onChoose = (id: string) => {
    choose(id);
    setOpen(true);
  };
  if (!provider)
    return <ProviderChoice providers={providers} last={chosen} onChoose={onChoose} onBack={onBack} />;
  return (
    <NewForm
      key={provider.id}
      provider={provider}
      name={freeName(provider.label, taken)}
      onAdded={onAdded}
      onBack={() => setOpen(false)}
    />
  );
}

/** The provider's name, with a figure behind it where an account has it already. */
function freeName(label: string, taken: readonly string[]): string {
  const plain = label.replace(/[=/]/g, " ").slice(0, 56);
  if (!taken.includes(plain)) return plain;
  for (let figure = 2; ; figure++) {
    if (!taken.includes(`${plain} ${figure}`)) return `${plain} ${figure}`;
  }
}

function ProviderChoice({
  providers,
  last,
  onChoose,
  onBack,
}: {
  providers: readonly ProviderDocument[] | null;
  /** Whose form was open before. */
  last: string | null;
  onChoose: (id: string) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation("accounts");
  const first = useRef<HTMLButtonElement>(null);
  const known = providers !== null;
  useEffect(() => {
    if (known) first.current?.focus();
  }, [known]);
  const start = providers?.some(({ id }) => id === last) ? last : providers?.[0]?.id;
  useKeys("new account", [
    ...(providers ?? []).map(({ id, label }, index) => ({
      keys: String(index + 1),
      label: t("keys.choose", { name: label }),
      run: () => onChoose(id),
    })),
    { keys: "Escape", label: t("keys.back"), run: onBack },
  ]);
  return (
    <section className="account" aria-label={t("new.title")} data-area>
      <NewHead title={t("new.title")} onBack={onBack} />
      <div className="account-body">
        <h3 className="sec">{t("new.which")}</h3>
        <ul className="provider-choice">
          {providers === null && <Skeleton width={320} />}
          {providers?.map((provider, index) => (
            <li key={provider.id}>
              <button
                type="button"
                ref={provider.id === start ? first : undefined}
                onClick={() => onChoose(provider.id)}
              >
                <Kbd keys={String(index + 1)} />
                <span className="grow">
                  <b>{provider.label}</b>
                  <CanDo capabilities={provider.capabilities} />
                </span>
                {provider.plain_http && (
                  <span className="tag bad">
                    <Icon name="warn" size={14} />
                    {t("new.http")}
                  </span>
                )}
                {provider.unconfirmed !== null && (
                  <span className="tag lost">
                    <Icon name="unk" size={14} />
                    {t("unconfirmed.title")}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
        <p className="small mut">
          <Icon name="lock" size={14} /> {t("new.about")}
        </p>
      </div>
    </section>
  );
}

/** What tells providers apart. */
const TELLING = [
  "rates",
  "orders",
  "labels",
  "scan_forms",
  "tracking",
  "registrations",
  "air_waybills",
  "purchases",
  "foreign_orders",
] as const;

function CanDo({ capabilities }: { capabilities: readonly string[] }) {
  const { t } = useTranslation("accounts");
  return (
    <small>
      {TELLING.filter((one) => capabilities.includes(one))
        .map((one) => t(`capability.${one}`))
        .join(" · ")}
    </small>
  );
}

function NewForm({
  provider,
  name,
  onAdded,
  onBack,
}: {
  provider: ProviderDocument;
  name: string;
  onAdded: (account: AccountDocument, test: boolean) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation("accounts");
  const form = useNewForm(provider, name);
  useFirstEmpty(provider);
  const save = async (test: boolean) => {
    const added = await form.save();
    if (added) onAdded(added, test);
  };
  useKeys("new account", [
    { keys: "Control+Enter", label: t("act.saveTest"), run: () => void save(true), inFields: true },
    { keys: "Escape", label: t("keys.back"), run: onBack },
  ]);
  return (
    <section className="account" aria-label={t("new.title")} data-area>
      <NewHead title={t("new.of", { provider: provider.label })} onBack={onBack} />
      {provider.unconfirmed !== null && (
        <div className="account-note">
          <Unconfirmed code={provider.unconfirmed} />
        </div>
      )}
      <div className="account-body">
        <AccountFields form={form} account={null} provider={provider} />
      </div>
      <div className="account-foot">
        <span className="grow" />
        <Button onClick={() => void save(false)} disabled={form.since !== null}>
          {t("act.save")}
        </Button>
        <Button
          variant="primary"
          keys="Control+Enter"
          busy={form.since ?? undefined}
          onClick={() => void save(true)}
        >
          {t("act.saveTest")}
        </Button>
      </div>
    </section>
  );
}

/** Whoever has chosen a provider types its first key next. */
function useFirstEmpty(provider: ProviderDocument): void {
  const first = provider.fields.find((field) => field.required && field.default === null);
  const name = useRef(first?.name ?? "name");
  useEffect(() => void focusField(name.current), []);
}

function NewHead({ title, onBack }: { title: string; onBack: () => void }) {
  const { t } = useTranslation("accounts");
  return (
    <div className="top">
      <Button variant="ghost" icon="back" keys="Escape" aria-label={t("act.back")} onClick={onBack} />
      <h2 className="sec cut">{title}</h2>
    </div>
  );
}
