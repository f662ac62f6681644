import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import {
  Button,
  Empty,
  Icon,
  Kbd,
  ProblemNote,
  Select,
  Table,
  type TableHandle,
  TextInput,
  useKeys,
} from "~/design";
import { useFormat } from "~/i18n/format";
import { commands, type InboundRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { usePurchaseColumns } from "./columns";
import { purchasePlace } from "./place";
import { usePurchaseAccounts } from "./usePurchaseAccounts";

const keyOf = ({ account, purchase }: InboundRow) => `${account}\u0000${purchase}`;

/** The purchases that are on their way to our door. Any other is opened by its sub-order id. */
export function PurchaseList() {
  const { t } = useTranslation("inbound");
  const format = useFormat();
  const [, go] = useLocation();
  const [active, setActive] = useSessionState<string | null>("inbound.active", null);
  const [text, setText] = useState("");
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useQuery({ queryKey: ["parcels", "purchases"], queryFn: () => commands.purchaseList() });
  const columns = usePurchaseColumns();
  const wanted = text.trim().toLowerCase();
  const rows = useMemo(
    () => (list.data ?? []).filter(({ purchase }) => purchase.toLowerCase().includes(wanted)),
    [list.data, wanted],
  );
  const open = ({ account, purchase }: InboundRow) => go(purchasePlace(account, purchase));
  useKeys(
    "purchases",
    [
      { keys: "/", label: t("keys.find"), run: () => field.current?.focus() },
      { keys: "F5", label: t("keys.again"), run: () => void list.refetch() },
      {
        keys: "Escape",
        label: t("keys.back"),
        run: () => {
          if (text === "" && document.activeElement !== field.current) return go("/track");
          setText("");
          table.current?.focus();
        },
      },
    ],
    { title: t("title") },
  );
  return (
    <div className="col">
      <div className="top">
        <Button
          variant="ghost"
          icon="back"
          keys="Escape"
          aria-label={t("keys.back")}
          onClick={() => go("/track")}
        />
        <h1>{t("title")}</h1>
        <span className="cnt">{format.number(rows.length)}</span>
        <span className="grow" />
        <OpenPurchase text={text} onText={setText} rows={rows} field={field} />
      </div>
      {list.error && (
        <div className="track-note">
          <ProblemNote problem={problemOf(list.error)} />
        </div>
      )}
      <div className="track-rows">
        <Table
          ref={table}
          label={t("list.rows")}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          loading={list.isPending}
          active={active ?? (rows[0] ? keyOf(rows[0]) : null)}
          onActive={setActive}
          onOpen={open}
          autoFocus
          empty={!list.error && <NoPurchases text={text.trim()} />}
        />
      </div>
    </div>
  );
}

/** Finds a purchase in the list; Enter opens it, also one that is not known here, at the account beside it. */
function OpenPurchase({
  text,
  onText,
  rows,
  field,
}: {
  text: string;
  onText: (text: string) => void;
  rows: readonly InboundRow[];
  field: React.RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation("inbound");
  const [, go] = useLocation();
  const accounts = usePurchaseAccounts() ?? [];
  const [chosen, choose] = useSessionState<string | null>("inbound.account", null);
  const account = accounts.find((name) => name === chosen) ?? accounts[0] ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (!wanted) return;
    const known = rows.find(({ purchase }) => purchase === wanted);
    if (known) go(purchasePlace(known.account, known.purchase));
    else if (account !== null) go(purchasePlace(account, wanted));
  };
  return (
    <form className="open-one" onSubmit={submit}>
      <TextInput
        ref={field}
        mono
        lead={<Icon name="search" size={14} />}
        unit={<Kbd keys="/" />}
        aria-label={t("open.label")}
        placeholder={t("open.placeholder")}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {accounts.length > 1 && (
        <Select
          aria-label={t("open.account")}
          options={accounts.map((name) => ({ value: name, label: name }))}
          value={account}
          onValue={choose}
        />
      )}
      <Button type="submit" keys="Enter" disabled={text.trim() === "" || account === null}>
        {t("open.button")}
      </Button>
    </form>
  );
}

function NoPurchases({ text }: { text: string }) {
  const { t } = useTranslation("inbound");
  const accounts = usePurchaseAccounts();
  if (accounts?.length === 0) {
    return (
      <Empty
        icon="accounts"
        title={t("list.nobody")}
        actions={<Link href="/accounts">{t("list.accounts")}</Link>}
      >
        {t("list.nobodyNext")}
      </Empty>
    );
  }
  if (text !== "") {
    return (
      <Empty icon="search" title={t("list.none", { text })}>
        {t("list.noneNext", { account: accounts?.[0] ?? "" })}
      </Empty>
    );
  }
  return (
    <Empty icon="boxback" title={t("list.empty")}>
      {t("list.emptyNext")}
    </Empty>
  );
}
