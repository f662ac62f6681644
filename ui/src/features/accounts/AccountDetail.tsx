import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { Button, Kbd, Menu, Note, Switch, Tabs, useKeys } from "~/design";
import type { AccountDocument, ProviderDocument } from "~/ipc/bindings";
import { Abilities } from "./Abilities";
import { Channels } from "./Channels";
import { SettingsForm } from "./SettingsForm";
import { useSettingsForm } from "./useSettingsForm";
import type { useTests } from "./useTests";
import { VerdictNote } from "./Verdict";

const TABS = ["settings", "channels", "abilities"] as const;
type TabName = (typeof TABS)[number];

/** One account: its settings and keys, its channels, what it can do. */
export function AccountDetail(props: {
  account: AccountDocument;
  provider: ProviderDocument;
  providers: readonly ProviderDocument[];
  tests: ReturnType<typeof useTests>;
  first: boolean;
  last: boolean;
  onBack: () => void;
  onMove: (by: 1 | -1) => void;
  onUse: (on: boolean) => void;
  onRemove: () => void;
}) {
  const { account, provider, tests, onBack } = props;
  const { t } = useTranslation("accounts");
  const [tab, setTab] = useSessionState<TabName>("accounts.tab", "settings");
  const shown = TABS.includes(tab) ? tab : "settings";
  const state = tests.stateOf(account.id);
  const asking = state?.kind === "asking";
  const form = useSettingsForm(account, provider);
  const test = async () => {
    if (asking) return;
    if (!form.changed) return tests.run(account);
    const saved = await form.save();
    if (saved) await tests.run(saved);
  };
  useKeys("account", [
    { keys: "t", label: t("keys.test"), run: () => void test() },
    {
      keys: "Control+Enter",
      label: t("keys.save"),
      run: () => void form.save(),
      when: form.changed,
      inFields: true,
    },
    { keys: "Escape", label: t("keys.back"), run: onBack },
    ...TABS.map((name, index) => ({
      keys: String(index + 1),
      label: t(`keys.${name}`),
      run: () => setTab(name),
    })),
  ]);
  return (
    <section className="account" aria-label={account.name} data-area>
      <DetailHead
        {...props}
        asking={asking ? state.since : null}
        changed={form.changed}
        onTest={() => void test()}
      />
      <div className="account-tabs">
        <Tabs
          label={t("tab.label")}
          tabs={TABS.map((value, index) => ({ value, label: <TabLabel name={value} index={index} /> }))}
          value={shown}
          onValue={setTab}
        />
      </div>
      {(state || provider.unconfirmed !== null) && (
        <div className="account-note">
          {state && <VerdictNote state={state} name={account.name} />}
          {provider.unconfirmed !== null && shown !== "channels" && (
            <Unconfirmed code={provider.unconfirmed} />
          )}
        </div>
      )}
      {shown === "settings" && <SettingsForm form={form} account={account} provider={provider} />}
      {shown === "channels" && <Channels account={account} />}
      {shown === "abilities" && <Abilities providers={props.providers} own={provider.id} />}
    </section>
  );
}

function TabLabel({ name, index }: { name: TabName; index: number }) {
  const { t } = useTranslation("accounts");
  return (
    <>
      {t(`tab.${name}`)} <Kbd keys={String(index + 1)} />
    </>
  );
}

/** An assumption about the provider that nobody could confirm, in words. */
export function Unconfirmed({ code }: { code: string }) {
  const { t } = useTranslation("accounts");
  return (
    <Note tone="lost" title={t("unconfirmed.title")}>
      {code === "signature" ? t("unconfirmed.signature") : t("unconfirmed.other", { code })}
    </Note>
  );
}

function DetailHead({
  account,
  first,
  last,
  asking,
  changed,
  onTest,
  onMove,
  onUse,
  onRemove,
}: Pick<
  Parameters<typeof AccountDetail>[0],
  "account" | "first" | "last" | "onMove" | "onUse" | "onRemove"
> & {
  asking: number | null;
  changed: boolean;
  onTest: () => void;
}) {
  const { t } = useTranslation("accounts");
  return (
    <div className="top">
      <h2 className="sec cut">{account.name}</h2>
      <span className="mut cut">{account.provider_label}</span>
      <span className="grow" />
      <Switch
        className="nw"
        label={t("list.on")}
        aria-keyshortcuts="u"
        checked={account.enabled}
        onChecked={(on) => onUse(on)}
      />
      <Kbd keys="u" />
      <Button icon="plug" keys="t" busy={asking ?? undefined} onClick={onTest}>
        {t(changed ? "act.saveTest" : "act.test")}
      </Button>
      <Menu
        trigger={<Button variant="ghost" icon="more" aria-label={t("act.more")} />}
        entries={[
          {
            label: t("act.up"),
            icon: "up",
            keys: "Alt+ArrowUp",
            disabled: first,
            onSelect: () => onMove(-1),
          },
          {
            label: t("act.down"),
            icon: "down",
            keys: "Alt+ArrowDown",
            disabled: last,
            onSelect: () => onMove(1),
          },
          "separator",
          { label: t("act.remove"), icon: "x", keys: "Delete", danger: true, onSelect: onRemove },
        ]}
      />
    </div>
  );
}
