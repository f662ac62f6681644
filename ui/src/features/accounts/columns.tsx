import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Age, type Column, Icon, Money, Switch, useNow } from "~/design";
import { milliseconds, useFormat } from "~/i18n/format";
import type { AccountDocument, QuotaDocument } from "~/ipc/bindings";
import type { Draft } from "./draft";
import type { AccountRow } from "./useAccounts";

/** A balance is too old to rely on after so many minutes. */
const STALE_MINUTES = 15;

/** The columns of the list: who, what is left, whether it is used. */
export function useAccountColumns(
  drafts: ReadonlyMap<string, Draft>,
  onUse: (account: AccountDocument, on: boolean) => void,
): Column<AccountRow>[] {
  const { t } = useTranslation("accounts");
  return useMemo(
    () => [
      {
        key: "account",
        head: t("list.account"),
        width: "minmax(120px, 1fr)",
        render: (row) => <Who row={row} unsaved={drafts.has(row.account.id)} />,
        skeleton: 120,
      },
      {
        key: "left",
        head: t("list.left"),
        width: "128px",
        right: true,
        from: 340,
        render: (row) => <Left row={row} />,
        skeleton: 72,
      },
      {
        key: "on",
        head: t("list.on"),
        width: "64px",
        from: 280,
        render: ({ account }) => (
          <Switch
            tabIndex={-1}
            aria-label={t("list.use", { name: account.name })}
            checked={account.enabled}
            onChecked={(on) => onUse(account, on)}
          />
        ),
        skeleton: 32,
      },
    ],
    [t, drafts, onUse],
  );
}

function Who({ row: { account, status }, unsaved }: { row: AccountRow; unsaved: boolean }) {
  const { t } = useTranslation("accounts");
  const error = status?.error;
  return (
    <span className="two">
      <b className="cut">
        {account.name}
        {unsaved && <Icon name="pencil" size={14} label={t("list.unsaved")} className="warn" />}
      </b>
      <small>
        <span className="cut">{account.provider_label}</span>
        {error && account.enabled && (
          <span className="warn" title={error.message}>
            <Icon name="warn" size={14} /> {t(`trouble.${error.class}`)}
          </span>
        )}
        <Silent until={account.silent_until} />
        {!account.enabled && <span>{t("list.off")}</span>}
      </small>
    </span>
  );
}

function Silent({ until }: { until: string | null }) {
  const { t } = useTranslation("accounts");
  const format = useFormat();
  const now = useNow();
  if (until === null || milliseconds(until) <= now) return null;
  return (
    <span className="warn">
      <Icon name="pause" size={14} /> {t("list.silent", { time: format.time(until) })}
    </span>
  );
}

/** Calls left, of how many where that is said. */
export function Quota({ quota: { left, of } }: { quota: QuotaDocument }) {
  const { t } = useTranslation("accounts");
  const format = useFormat();
  return (
    <span className="nw">
      {of === null
        ? t("list.quotaLeft", { left: format.number(left) })
        : t("list.quota", { left: format.number(left), of: format.number(of) })}
    </span>
  );
}

function Left({ row: { account, status } }: { row: AccountRow }) {
  const { t } = useTranslation("accounts");
  const says = account.capabilities.some((one) => one === "balance" || one === "quotas");
  if (!says) return <small className="dim">{t("list.noBalance")}</small>;
  return (
    <span className="two">
      {status?.quota && <Quota quota={status.quota} />}
      {(status?.balance || !status?.quota) && (
        <Money amount={status?.balance?.amount} currency={status?.balance?.currency} />
      )}
      <small>{status?.asked_at && <Age at={status.asked_at} staleAfter={STALE_MINUTES} short />}</small>
    </span>
  );
}
