import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, type RefObject, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import {
  Button,
  type Column,
  Empty,
  Icon,
  type IconName,
  Kbd,
  ProblemNote,
  Select,
  Table,
  type TableHandle,
  TextInput,
  useKeys,
} from "~/design";
import { useFormat } from "~/i18n/format";
import type { Topic } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import "./kept.css";

/** The words that a list has of its own. */
export interface KeptWords {
  title: string;
  /** What the rows are. */
  rows: string;
  find: string;
  /** What is typed to open one. */
  label: string;
  placeholder: string;
  empty: { title: string; next: string };
  /** Nothing here has what was typed. */
  none: (text: string) => string;
  /** No account can be asked. */
  nobody: { title: string; next: string };
}

/** What such a list takes. */
export interface KeptListProps<Row> {
  /** Its keys, and what it notes for the next start, go by this name. */
  name: string;
  icon: IconName;
  words: KeptWords;
  /** Where Esc leads. */
  back: string;
  source: { key: readonly [Topic, ...string[]]; read: () => Promise<Row[]> };
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  /** By what a row is found. */
  textOf: (row: Row) => string;
  placeOf: (row: Row) => string;
  /** The accounts that can be asked; `null` while that is not known. */
  accounts: readonly string[] | null;
  /** The place of one that was typed, at the account beside it. */
  placeFor: (typed: string, account: string | null, rows: readonly Row[]) => string | null;
  /** Stands before the field: what is typed. */
  by?: ReactNode;
  /** What holds for all of them; with it the field stands below the title. */
  note?: ReactNode;
}

/** What is kept here of a provider. Any other is opened by what it goes by there: then its account is asked. */
export function KeptList<Row>(props: KeptListProps<Row>) {
  const { name, words, back, source, columns, keyOf, textOf, placeOf, note } = props;
  const { t } = useTranslation("kept");
  const format = useFormat();
  const [, go] = useLocation();
  const [active, setActive] = useSessionState<string | null>(`${name}.active`, null);
  const [text, setText] = useState("");
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useQuery({ queryKey: source.key, queryFn: source.read });
  const wanted = text.trim().toLowerCase();
  const rows = useMemo(
    () => (list.data ?? []).filter((row) => textOf(row).toLowerCase().includes(wanted)),
    [list.data, wanted, textOf],
  );
  const leave = () => {
    if (text === "" && document.activeElement !== field.current) return go(back);
    setText("");
    table.current?.focus();
  };
  useKeys(
    name,
    [
      { keys: "/", label: words.find, run: () => field.current?.focus() },
      { keys: "F5", label: t("keys.again"), run: () => void list.refetch() },
      { keys: "Escape", label: t("keys.back"), run: leave },
    ],
    { title: words.title },
  );
  const open = <OpenOne {...props} text={text} onText={setText} rows={rows} field={field} />;
  return (
    <div className="col">
      <div className="top">
        <Button
          variant="ghost"
          icon="back"
          keys="Escape"
          aria-label={t("keys.back")}
          onClick={() => go(back)}
        />
        <h1>{words.title}</h1>
        <span className="cnt">{format.number(rows.length)}</span>
        {!note && (
          <>
            <span className="grow" />
            {open}
          </>
        )}
      </div>
      {note && (
        <div className="sentence">
          {open}
          <span className="end mut">{note}</span>
        </div>
      )}
      {list.error && (
        <div className="kept-note">
          <ProblemNote problem={problemOf(list.error)} />
        </div>
      )}
      <div className="kept-rows">
        <Table
          ref={table}
          label={words.rows}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          loading={list.isPending}
          active={active ?? (rows[0] ? keyOf(rows[0]) : null)}
          onActive={setActive}
          onOpen={(row) => go(placeOf(row))}
          autoFocus
          empty={!list.error && <Nothing {...props} text={text.trim()} />}
        />
      </div>
    </div>
  );
}

/** Finds one in the list; Enter opens it, also one that is not known here, at the account beside it. */
function OpenOne<Row>({
  name,
  words,
  accounts,
  by,
  placeFor,
  text,
  onText,
  rows,
  field,
}: KeptListProps<Row> & {
  text: string;
  onText: (text: string) => void;
  rows: readonly Row[];
  field: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation("kept");
  const [, go] = useLocation();
  const able = accounts ?? [];
  const [account, choose] = useAsked(name, able);
  const typed = text.trim();
  // one that is here opens also where nobody can be asked
  const place = typed === "" ? null : placeFor(typed, account, rows);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (place !== null) go(place);
  };
  return (
    <form className="kept-open" onSubmit={submit}>
      {by}
      <TextInput
        ref={field}
        mono
        lead={<Icon name="search" size={14} />}
        unit={<Kbd keys="/" />}
        aria-label={words.label}
        placeholder={words.placeholder}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {able.length > 1 && (
        <Select
          aria-label={t("account")}
          options={able.map((one) => ({ value: one, label: one }))}
          value={account}
          onValue={choose}
        />
      )}
      <Button type="submit" keys="Enter" disabled={place === null}>
        {t("open")}
      </Button>
    </form>
  );
}

/** The account that Enter asks: the chosen one, else the first. */
function useAsked(name: string, able: readonly string[]) {
  const [chosen, choose] = useSessionState<string | null>(`${name}.account`, null);
  return [able.find((one) => one === chosen) ?? able[0] ?? null, choose] as const;
}

function Nothing<Row>({ name, words, accounts, icon, text }: KeptListProps<Row> & { text: string }) {
  const { t } = useTranslation("kept");
  const [account] = useAsked(name, accounts ?? []);
  if (accounts?.length === 0) {
    return (
      <Empty
        icon="accounts"
        title={words.nobody.title}
        actions={<Link href="/accounts">{t("toAccounts")}</Link>}
      >
        {words.nobody.next}
      </Empty>
    );
  }
  if (text !== "") {
    return (
      <Empty icon="search" title={words.none(text)}>
        {t("noneNext", { account: account ?? "" })}
      </Empty>
    );
  }
  return (
    <Empty icon={icon} title={words.empty.title}>
      {words.empty.next}
    </Empty>
  );
}
