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
  SegmentedControl,
  Select,
  Table,
  type TableHandle,
  TextInput,
  useKeys,
} from "~/design";
import { useFormat } from "~/i18n/format";
import { commands, type ForeignOrderRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { useForeignColumns } from "./columns";
import { foreignPlace } from "./place";
import { useForeignAccounts } from "./useForeignAccounts";

const keyOf = ({ account, order_no }: ForeignOrderRow) => `${account}\u0000${order_no}`;

/** Orders that were made at a provider: shown and kept here, never changed. Any other is opened by number or reference. */
export function ForeignList() {
  const { t } = useTranslation("isp");
  const format = useFormat();
  const [, go] = useLocation();
  const [active, setActive] = useSessionState<string | null>("isp.active", null);
  const [text, setText] = useState("");
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useQuery({ queryKey: ["orders", "elsewhere", "list"], queryFn: () => commands.ispList() });
  const columns = useForeignColumns();
  const wanted = text.trim().toLowerCase();
  const rows = useMemo(
    () =>
      (list.data ?? []).filter(({ order_no, reference, tracking_no }) =>
        `${order_no} ${reference ?? ""} ${tracking_no ?? ""}`.toLowerCase().includes(wanted),
      ),
    [list.data, wanted],
  );
  useKeys(
    "orders elsewhere",
    [
      { keys: "/", label: t("keys.find"), run: () => field.current?.focus() },
      { keys: "F5", label: t("keys.again"), run: () => void list.refetch() },
      {
        keys: "Escape",
        label: t("keys.back"),
        run: () => {
          if (text === "" && document.activeElement !== field.current) return go("/orders");
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
          onClick={() => go("/orders")}
        />
        <h1>{t("title")}</h1>
        <span className="cnt">{format.number(rows.length)}</span>
      </div>
      <div className="sentence">
        <OpenForeign text={text} onText={setText} field={field} />
        <span className="end mut">
          <Icon name="lock" size={14} />
          {t("readOnly")}
        </span>
      </div>
      {list.error && (
        <div className="isp-note">
          <ProblemNote problem={problemOf(list.error)} />
        </div>
      )}
      <div className="isp-rows">
        <Table
          ref={table}
          label={t("list.rows")}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          loading={list.isPending}
          active={active ?? (rows[0] ? keyOf(rows[0]) : null)}
          onActive={setActive}
          onOpen={({ account, order_no }) => go(foreignPlace(account, { order: order_no }))}
          autoFocus
          empty={!list.error && <NoOrders text={text.trim()} />}
        />
      </div>
    </div>
  );
}

/** Finds an order in the list; Enter opens it at the account beside it, also one that is not known here. */
function OpenForeign({
  text,
  onText,
  field,
}: {
  text: string;
  onText: (text: string) => void;
  field: React.RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation("isp");
  const [, go] = useLocation();
  const accounts = useForeignAccounts() ?? [];
  const [chosen, choose] = useSessionState<string | null>("isp.account", null);
  const [by, setBy] = useSessionState<"order" | "reference">("isp.by", "order");
  const account = accounts.find((name) => name === chosen) ?? accounts[0] ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = text.trim();
    if (!name || account === null) return;
    go(foreignPlace(account, by === "order" ? { order: name } : { reference: name }));
  };
  return (
    <form className="open-foreign" onSubmit={submit}>
      <SegmentedControl
        label={t("open.by")}
        segments={(["order", "reference"] as const).map((value) => ({ value, label: t(`open.${value}`) }))}
        value={by}
        onValue={setBy}
      />
      <TextInput
        ref={field}
        mono
        lead={<Icon name="search" size={14} />}
        unit={<Kbd keys="/" />}
        aria-label={t(`open.${by}Label`)}
        placeholder={t(`open.${by}Label`)}
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

function NoOrders({ text }: { text: string }) {
  const { t } = useTranslation("isp");
  const accounts = useForeignAccounts();
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
    <Empty icon="globe" title={t("list.empty")}>
      {t("list.emptyNext")}
    </Empty>
  );
}
