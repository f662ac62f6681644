import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm, Note } from "~/design";
import type { AccountDocument } from "~/ipc/bindings";

/** Asks before an account goes, and says what stays. With purchases that are not settled it cannot go. */
export function RemoveAccount({
  account: { name, open_purchases },
  open,
  onClose,
  onRemove,
}: {
  account: AccountDocument;
  open: boolean;
  onClose: () => void;
  onRemove: () => Promise<void>;
}) {
  const { t } = useTranslation("accounts");
  const [busy, setBusy] = useState(false);
  const held = open_purchases > 0;
  const remove = () => {
    setBusy(true);
    void onRemove().finally(() => setBusy(false));
  };
  return (
    <Confirm
      open={open}
      danger
      title={t("remove.title", { name })}
      confirm={t("remove.confirm")}
      cancel={t("remove.keep")}
      busy={busy}
      disabled={held}
      onConfirm={remove}
      onClose={onClose}
    >
      {held ? (
        <Note tone="warn" title={t("remove.open", { count: open_purchases })} />
      ) : (
        <p>{t("remove.means")}</p>
      )}
    </Confirm>
  );
}
