import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import { useSelection } from "~/app/useSelection";
import { Button, notify, ProblemNote, Table, type TableHandle, TopBar } from "~/design";
import { useSteadyRows } from "~/design/table/steady";
import { WayToPurchases } from "~/features/inbound";
import { commands, type ParcelRow } from "~/ipc/bindings";
import { MOST_SELECTED } from "~/ipc/pages";
import { AddDialog } from "./add/AddDialog";
import { useDraft } from "./add/useDraft";
import { useParcelColumns } from "./columns";
import { FindParcel } from "./FindParcel";
import { ListMenu } from "./ListMenu";
import { ListSentence } from "./ListSentence";
import { LanesDialog } from "./lanes/LanesDialog";
import { ListsDialog } from "./lists/ListsDialog";
import { mayBeNumber, NoParcels } from "./NoParcels";
import { NotHere, useNotHere } from "./NotHere";
import { ParcelBar } from "./ParcelBar";
import { parcelPlace } from "./place";
import { RemoveQuestion } from "./RemoveQuestion";
import { useCopyRows } from "./useCopyRows";
import { useListKeys } from "./useListKeys";
import { useParcelDeeds } from "./useParcelDeeds";
import { allListed, numberOf, useParcels } from "./useParcels";

/** What is typed is looked for after this pause, so that no letter waits. */
const PAUSE_MS = 60;

/** What stands over the list. */
export type Over =
  | { what: "add" }
  | { what: "lanes" }
  | { what: "lists"; account: string | null; start: "pull" | "counts" | null };

/** Every parcel, those of which something was heard last first; found by number or name, or only those that need somebody. */
export function ParcelList() {
  const { t } = useTranslation("track");
  const [, go] = useLocation();
  const [text, setText] = useSessionState("track.text", "");
  const [needsPerson, setNeedsPerson] = useSessionState("track.needsPerson", false);
  const [active, setActive] = useSessionState<string | null>("track.active", null);
  const [over, show] = useState<Over | null>(null);
  const late = useLate(text);
  const listed = useMemo(() => ({ text: late, needsPerson }), [late, needsPerson]);
  const parcels = useParcels(listed);
  const steady = useSteadyRows(parcels.rows, numberOf, `${needsPerson} ${late.trim()}`);
  const { selection, selected, select, unselect, selectAll, taking } = useSelection({
    noted: "track.selection",
    list: needsPerson ? "needsPerson" : "all",
    rows: steady.rows,
    keyOf: numberOf,
    complete: parcels.complete,
    readAll: () => allListed(listed),
    onMost: () => notify.success(t("list.most", { count: MOST_SELECTED })),
  });
  const deeds = useParcelDeeds({ onDone: unselect });
  const columns = useParcelColumns();
  const notHere = useNotHere(late.trim());
  const copyRows = useCopyRows();
  const { draft, change } = useDraft();
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const open = useCallback((row: ParcelRow) => go(parcelPlace(row.number)), [go]);
  const onActive = useCallback((key: string | null) => setActive(key), [setActive]);
  const toList = () => table.current?.focus();
  const submit = useSubmit(text, (number) => go(parcelPlace(number)), toList);
  const key = active ?? steady.rows[0]?.number ?? null;
  const current = steady.rows.find(({ number }) => number === key);
  const check = () => {
    steady.release();
    deeds.check(selected);
  };
  const exportTable = () => deeds.exportTable(selected, { text, needsPerson });
  const add = () => {
    // what was looked for and is not here is what is to be followed
    const fresh = notHere.missing.filter((number) => !draft.text.includes(number));
    if (fresh.length > 0) change({ text: [draft.text.trim(), ...fresh].filter(Boolean).join("\n") });
    show({ what: "add" });
  };
  const turn = (needs = !needsPerson) => {
    setNeedsPerson(needs);
    toList();
  };
  useListKeys({
    deeds: { ...deeds, check },
    targets: selected.length > 0 ? selected : current ? [current] : [],
    show,
    onAdd: add,
    onCopy: (rows) => void copyRows(rows),
    onExport: exportTable,
    onTurn: () => turn(),
    onFind: () => {
      field.current?.focus();
      field.current?.select();
    },
    onBack: () => {
      if (deeds.onStop) return deeds.onStop();
      if (text !== "" || document.activeElement === field.current) setText("");
      else select(new Set());
      toList();
    },
    canGoBack: () =>
      deeds.onStop !== undefined ||
      text !== "" ||
      selection.size > 0 ||
      document.activeElement === field.current,
  });
  return (
    <div className="col">
      <TopBar title={t("list.title")}>
        <FindParcel
          text={text}
          onText={setText}
          field={field}
          onSubmit={() => void submit()}
          onLeave={toList}
        />
        <Button icon="plus" keys="a" onClick={add}>
          {t("add.open")}
        </Button>
        <WayToPurchases />
        <ListMenu onCheck={check} onExport={exportTable} show={show} />
      </TopBar>
      <ListSentence
        needsPerson={needsPerson}
        onNeedsPerson={turn}
        count={parcels.settled ? parcels.total : null}
      />
      {notHere.missing.length > 0 && <NotHere {...notHere} onAdd={add} />}
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
          loading={parcels.loading || taking}
          onEnd={parcels.more}
          active={key}
          onActive={onActive}
          selection={selection}
          onSelection={select}
          onSelectAll={() => void selectAll()}
          onOpen={open}
          autoFocus
          empty={
            !parcels.error && (
              <NoParcels
                text={late.trim()}
                needsPerson={needsPerson}
                onAsk={() => void submit()}
                onAdd={add}
                onAll={() => turn(false)}
              />
            )
          }
        />
      </div>
      <ParcelBar
        selected={selected}
        deeds={deeds}
        onCopy={() => void copyRows(selected)}
        onExport={exportTable}
        onClear={() => {
          select(new Set());
          toList();
        }}
      />
      <RemoveQuestion deeds={deeds} />
      {over?.what === "add" && <AddDialog onClose={() => show(null)} onFollowed={setActive} />}
      {over?.what === "lists" && (
        <ListsDialog account={over.account} start={over.start} onClose={() => show(null)} />
      )}
      {over?.what === "lanes" && <LanesDialog onClose={() => show(null)} />}
    </div>
  );
}

/** Enter in the field: opens what is meant; asks the providers about a number that is not here. */
function useSubmit(text: string, open: (number: string) => void, toList: () => void) {
  const asked = useRef(0);
  return async () => {
    const wanted = text.trim();
    if (!wanted) return toList();
    const mine = ++asked.current;
    const page = await commands.parcelList(wanted, false, null, 2).catch(() => null);
    if (!page || mine !== asked.current) return;
    const [first] = page.items;
    if (first && (page.total === 1 || first.number === wanted)) return open(first.number);
    if (!first && mayBeNumber(wanted)) return open(wanted);
    toList();
  };
}

function useLate(text: string): string {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), text === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return late;
}
