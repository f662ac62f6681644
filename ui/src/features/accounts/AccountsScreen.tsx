import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useRoute } from "wouter";
import { useSessionState } from "~/app/session";
import { Button, Empty, ProblemNote, Skeleton, Table, type TableHandle, TopBar, useKeys } from "~/design";
import { useFormat } from "~/i18n/format";
import type { AccountDocument } from "~/ipc/bindings";
import { AccountDetail } from "./AccountDetail";
import { useAccountColumns } from "./columns";
import { useDrafts } from "./draft";
import { NewAccount } from "./NewAccount";
import { RemoveAccount } from "./RemoveAccount";
import { type AccountRow, providerOf, useAccountDeeds, useAccounts } from "./useAccounts";
import { useTests } from "./useTests";
import "./accounts.css";

const idOf = (row: AccountRow) => row.account.id;
/** Two lines a row. */
const ROW = 52;

/** The accounts of this station: who is asked, in which order, with which keys. */
export function AccountsScreen() {
  const [, go] = useLocation();
  const [atNew] = useRoute("/accounts/new");
  const [, place] = useRoute("/accounts/:id");
  const [noted, note] = useSessionState<string | null>("accounts.active", null);
  const { rows, providers, loading, problem } = useAccounts();
  const tests = useTests();
  const deeds = useAccountDeeds();
  const [removing, setRemoving] = useState(false);
  const table = useRef<TableHandle>(null);

  const wanted = (atNew ? null : place?.id) ?? noted;
  const row = rows.find(({ account }) => account.id === wanted) ?? rows[0] ?? null;
  const account = atNew ? null : (row?.account ?? null);
  const provider = account && providerOf(providers, account);
  const choose = useCallback(
    (id: string | null) => {
      note(id);
      go(id === null ? "/accounts" : `/accounts/${id}`, { replace: true });
    },
    [go, note],
  );
  const toList = () => {
    if (atNew) go("/accounts");
    table.current?.focus();
  };
  useScreenKeys({
    account,
    alone: rows.length === 0,
    onNew: () => go("/accounts/new"),
    onUse: (one) => void deeds.use(one, !one.enabled),
    onMove: (one, by) => void deeds.move(one, by),
    onRemove: () => setRemoving(true),
  });

  return (
    <>
      <div className="col accounts">
        <AccountsHead count={rows.length} onNew={() => go("/accounts/new")} />
        {problem && (
          <div className="account-note">
            <ProblemNote problem={problem} />
          </div>
        )}
        <AccountTable
          ref={table}
          rows={rows}
          loading={loading}
          active={account?.id ?? null}
          onActive={choose}
          onUse={deeds.use}
          focus={!atNew}
        />
      </div>
      {atNew ? (
        <NewAccount
          providers={providers}
          taken={rows.map((one) => one.account.name)}
          onAdded={(added, test) => {
            if (test) void tests.run(added);
            choose(added.id);
          }}
          onBack={toList}
        />
      ) : account && provider ? (
        <AccountDetail
          key={account.id}
          account={account}
          provider={provider}
          providers={providers ?? []}
          tests={tests}
          first={account.position === 0}
          last={account.position === rows.length - 1}
          onBack={toList}
          onMove={(by) => void deeds.move(account, by)}
          onUse={(on) => void deeds.use(account, on)}
          onRemove={() => setRemoving(true)}
        />
      ) : (
        <section className="account">{loading && <Skeleton width={320} />}</section>
      )}
      {account && (
        <RemoveAccount
          account={account}
          open={removing}
          onClose={() => setRemoving(false)}
          onRemove={async () => {
            if (!(await deeds.remove(account))) return;
            setRemoving(false);
            choose(neighbourOf(rows, account));
            table.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** Who takes the place of an account that goes. */
function neighbourOf(rows: readonly AccountRow[], account: AccountDocument): string | null {
  const index = rows.findIndex((row) => row.account.id === account.id);
  return (rows[index + 1] ?? rows[index - 1])?.account.id ?? null;
}

function AccountsHead({ count, onNew }: { count: number; onNew: () => void }) {
  const { t } = useTranslation("accounts");
  const format = useFormat();
  return (
    <TopBar title={t("title")} count={format.number(count)}>
      <Button icon="plus" keys="n" onClick={onNew}>
        {t("list.new")}
      </Button>
    </TopBar>
  );
}

function AccountTable({
  ref,
  rows,
  loading,
  active,
  onActive,
  onUse,
  focus,
}: {
  ref: React.RefObject<TableHandle | null>;
  rows: readonly AccountRow[];
  loading: boolean;
  active: string | null;
  onActive: (id: string | null) => void;
  onUse: (account: AccountDocument, on: boolean) => Promise<unknown>;
  focus: boolean;
}) {
  const { t } = useTranslation("accounts");
  const drafts = useDrafts();
  const latest = useRef(onUse);
  latest.current = onUse;
  const use = useCallback((account: AccountDocument, on: boolean) => void latest.current(account, on), []);
  const columns = useAccountColumns(drafts, use);
  return (
    <Table
      ref={ref}
      label={t("list.rows")}
      columns={columns}
      rows={rows}
      keyOf={idOf}
      rowHeight={ROW}
      loading={loading}
      active={active}
      onActive={onActive}
      rowClass={({ account }) => (account.enabled ? undefined : "gone")}
      autoFocus={focus}
      empty={
        <Empty icon="accounts" title={t("list.empty")}>
          {t("list.emptyNext")}
        </Empty>
      }
    />
  );
}

function useScreenKeys({
  account,
  alone,
  onNew,
  onUse,
  onMove,
  onRemove,
}: {
  account: AccountDocument | null;
  alone: boolean;
  onNew: () => void;
  onUse: (account: AccountDocument) => void;
  onMove: (account: AccountDocument, by: 1 | -1) => void;
  onRemove: () => void;
}): void {
  const { t } = useTranslation("accounts");
  const when = account !== null;
  useKeys(
    "accounts",
    [
      { keys: "n", label: t("keys.new"), run: onNew },
      { keys: "Enter", label: t("keys.new"), run: onNew, when: alone, hidden: true },
      { keys: "u", label: t("keys.use"), run: () => account && onUse(account), when },
      { keys: "Alt+ArrowUp", label: t("keys.up"), run: () => account && onMove(account, -1), when },
      { keys: "Alt+ArrowDown", label: t("keys.down"), run: () => account && onMove(account, 1), when },
      { keys: "Delete", label: t("keys.remove"), run: onRemove, when },
    ],
    { title: t("keys.title") },
  );
}
