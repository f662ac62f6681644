import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button, Empty } from "~/design";

/** What stands in place of prices: somebody was asked and nothing came, or nobody was asked yet. */
export function NoPrices({ asked, onAsk }: { asked: boolean; onAsk: () => void }) {
  const { t } = useTranslation("compare");
  const [, go] = useLocation();
  const toAccounts = (
    <Button keys="F11" onClick={() => go("/accounts")}>
      {t("empty.accounts")}
    </Button>
  );
  const toAsk = (
    <Button keys="F5" onClick={onAsk}>
      {t("keys.askAll")}
    </Button>
  );
  return (
    <Empty
      icon="compare"
      title={t(asked ? "empty.title" : "empty.unasked")}
      actions={asked ? toAccounts : toAsk}
    >
      {t(asked ? "empty.text" : "empty.unaskedText")}
    </Empty>
  );
}
