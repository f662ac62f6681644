import { useTranslation } from "react-i18next";
import { Button } from "~/design";
import type { AccountDocument, ProviderDocument } from "~/ipc/bindings";
import { AccountFields } from "./AccountFields";
import { Standing } from "./Standing";
import type { AccountForm } from "./useSettingsForm";

/** The settings of an account, and the bar that saves them. */
export function SettingsForm({
  form,
  account,
  provider,
}: {
  form: AccountForm;
  account: AccountDocument;
  provider: ProviderDocument;
}) {
  const { t } = useTranslation("accounts");
  return (
    <>
      <div className="account-body">
        <Standing account={account} />
        <AccountFields form={form} account={account} provider={provider} />
      </div>
      {form.changed && (
        <div className="account-foot">
          <span className="grow">{t("form.changed")}</span>
          <Button onClick={form.putBack}>{t("act.undo")}</Button>
          <Button
            variant="primary"
            keys="Control+Enter"
            busy={form.since ?? undefined}
            onClick={() => void form.save()}
          >
            {t("act.save")}
          </Button>
        </div>
      )}
    </>
  );
}
