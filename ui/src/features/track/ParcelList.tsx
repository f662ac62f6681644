import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import {
  Button,
  Empty,
  Icon,
  Kbd,
  ProblemNote,
  Table,
  type TableHandle,
  TextInput,
  TopBar,
  useKeys,
} from "~/design";
import { useSteadyRows } from "~/features/orders/steady";
import { useFormat } from "~/i18n/format";
import { commands, type ParcelRow } from "~/ipc/bindings";
import { useParcelColumns } from "./columns";
import { parcelPlace } from "./place";
import { numberOf, useParcels } from "./useParcels";

/** What is typed is looked for after this pause, so that no letter waits. */
const PAUSE_MS = 60;

/** Every parcel, those of which something was heard last first; found by number or name. */
export function ParcelList() {
  const { t } = useTranslation("track");
  const format = useFormat();
  const [, go] = useLocation();
  const [text, setText] = useSessionState("track.text", "");
  const [active, setActive] = useSessionState<string | null>("track.active", null);
  const late = useLate(text);
  const parcels = useParcels(late);
  const steady = useSteadyRows(parcels.rows, numberOf, late.trim());
  const columns = useParcelColumns();
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const open = useCallback((row: ParcelRow) => go(parcelPlace(row.number)), [go]);
  const onActive = useCallback((key: string | null) => setActive(key), [setActive]);
  const submit = useSubmit(
    text,
    (number) => go(parcelPlace(number)),
    () => table.current?.focus(),
  );
  const again = () => {
    steady.release();
    void parcels.again();
  };
  const find = () => {
    field.current?.focus();
    field.current?.select();
  };
  useKeys(
    "track",
    [
      { keys: "/", label: t("keys.find"), run: find },
      { keys: "F5", label: t("keys.again"), run: again },
      {
        keys: "Escape",
        label: t("keys.back"),
        hidden: true,
        when: text !== "" || document.activeElement === field.current,
        run: () => {
          setText("");
          table.current?.focus();
        },
      },
    ],
    { title: t("list.title") },
  );
  return (
    <div className="col">
      <TopBar title={t("list.title")} count={format.number(parcels.total)}>
        <span className="sr" role="status">
          {parcels.settled && t("list.count", { count: parcels.total })}
        </span>
        <div className="track-find">
          <TextInput
            ref={field}
            lead={<Icon name="search" size={14} />}
            unit={<Kbd keys="/" />}
            aria-label={t("list.filterLabel")}
            placeholder={t("list.filter")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || event.keyCode === 229) return;
              if (event.key === "Enter") void submit();
              if (event.key === "ArrowDown") table.current?.focus();
            }}
          />
        </div>
      </TopBar>
      {parcels.error && (
        <div className="track-note">
          <ProblemNote problem={parcels.error} />
        </div>
      )}
      <div className="track-rows" {...steady.hold}>
        <Table
          ref={table}
          label={t("list.rows")}
          columns={columns}
          rows={steady.rows}
          keyOf={numberOf}
          total={parcels.total}
          loading={parcels.loading}
          onEnd={parcels.more}
          active={active ?? steady.rows[0]?.number ?? null}
          onActive={onActive}
          onOpen={open}
          autoFocus
          empty={!parcels.error && <NoParcels text={late.trim()} onAsk={() => void submit()} />}
        />
      </div>
    </div>
  );
}

function NoParcels({ text, onAsk }: { text: string; onAsk: () => void }) {
  const { t } = useTranslation("track");
  if (!text) {
    return (
      <Empty icon="track" title={t("list.empty")}>
        {t("list.emptyNext")}
      </Empty>
    );
  }
  const ask = (
    <Button variant="primary" icon="refresh" keys="Enter" onClick={onAsk}>
      {t("list.ask", { number: text })}
    </Button>
  );
  return (
    <Empty icon="notfound" title={t("list.none", { text })} actions={mayBeNumber(text) && ask}>
      {mayBeNumber(text) && t("list.noneNext")}
    </Empty>
  );
}

/** Enter in the field: opens what is meant; asks the providers about a number that is not here. */
function useSubmit(text: string, open: (number: string) => void, toList: () => void) {
  const asked = useRef(0);
  return async () => {
    const wanted = text.trim();
    if (!wanted) return toList();
    const mine = ++asked.current;
    const page = await commands.parcelList(wanted, null, 2).catch(() => null);
    if (!page || mine !== asked.current) return;
    const [first] = page.items;
    if (first && (page.total === 1 || first.number === wanted)) return open(first.number);
    if (!first && mayBeNumber(wanted)) return open(wanted);
    toList();
  };
}

/** Whether a text may be the number of a parcel: letters and figures, and enough of them. */
function mayBeNumber(text: string): boolean {
  const plain = text.replace(/[\s-]/g, "");
  return /^[A-Za-z0-9]{6,40}$/.test(plain) && /\d{3}/.test(plain);
}

function useLate(text: string): string {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return late;
}
