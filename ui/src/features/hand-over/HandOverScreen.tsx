import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import { Button, Confirm, Empty, ProblemNote, Progress, Table, type TableHandle, useKeys } from "~/design";
import { useFormat } from "~/i18n/format";
import { useGroupColumns } from "./columns";
import { DaySentence } from "./DaySentence";
import { GroupPanel } from "./GroupPanel";
import { dayAfter, fileName, lostForm, type Row, shownForm } from "./groups";
import { dayPlace } from "./place";
import { type HandOver, useHandOver } from "./useHandOver";

type Question = "again" | "confirm";

const rowKey = ({ key }: Row) => key;

/** The end of a day: what is handed to the carriers, channel by channel. Enter makes every scan form that can be made. */
export function HandOverScreen({ date }: { date: string | null }) {
  const { t } = useTranslation("handOver");
  const [active, setActive] = useSessionState<string | null>("handOver.active", null);
  const [form, setForm] = useState<string | null>(null);
  const [question, ask] = useState<Question | null>(null);
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const state = useHandOver(date);
  const columns = useGroupColumns(state.left);
  const row = state.rows.find(({ key }) => key === active) ?? state.rows[0] ?? null;
  const typeAddress = () => {
    const [first] = state.lacking;
    if (first && !state.lacking.some(({ key }) => key === row?.key)) setActive(first.key);
    requestAnimationFrame(() => field.current?.focus());
  };
  const act = state.due.length > 0 ? state.make : typeAddress;
  const keys = useDayKeys({ state, row, form, act, ask, onAddress: () => field.current?.focus() });
  return (
    <>
      <div className="col">
        <Head state={state} act={act} onBack={keys.back} />
        <DaySentence state={state} onDay={keys.toDay} />
        {state.problem && (
          <div className="pb">
            <ProblemNote problem={state.problem} />
          </div>
        )}
        {state.course && (
          <div className="ho-course">
            <Progress
              icon="truck"
              label={t("making")}
              done={state.course.done}
              total={state.course.total}
              failed={state.course.failed}
              onStop={state.stop}
            />
          </div>
        )}
        <div className="ho-list">
          <Table
            ref={table}
            label={t("rows")}
            columns={columns}
            rows={state.rows}
            keyOf={rowKey}
            loading={state.loading}
            active={row?.key ?? null}
            onActive={(key) => {
              setActive(key);
              setForm(null);
            }}
            selection={state.selection}
            onSelection={state.select}
            empty={!state.problem && <Nothing today={!state.day || state.day.date === state.day.today} />}
            autoFocus
          />
        </div>
      </div>
      {row && (
        <GroupPanel
          row={row}
          state={state}
          field={field}
          chosen={form}
          onChoose={setForm}
          onAsk={ask}
          onDone={() => table.current?.focus()}
        />
      )}
      {row && <LostQuestion row={row} question={question} state={state} onClose={() => ask(null)} />}
    </>
  );
}

function Head({ state, act, onBack }: { state: HandOver; act: () => void; onBack: () => void }) {
  const { t } = useTranslation("handOver");
  const { due, lacking } = state;
  return (
    <div className="top">
      <Button variant="ghost" icon="back" keys="Escape" aria-label={t("keys.back")} onClick={onBack} />
      <h1>{t("title")}</h1>
      <span className="grow" />
      <Button
        variant="primary"
        keys="Enter"
        busy={state.busy}
        disabled={due.length === 0 && lacking.length === 0}
        onClick={act}
      >
        {due.length > 0 || lacking.length === 0
          ? t("make", { count: due.length, boxes: t("boxes", { count: state.boxes }) })
          : t("typeAddress")}
      </Button>
    </div>
  );
}

function Nothing({ today }: { today: boolean }) {
  const { t } = useTranslation("handOver");
  return (
    <Empty icon="truck" title={t(today ? "empty.today" : "empty.day")}>
      {t("empty.next")}
    </Empty>
  );
}

/** The question before a lost form is asked for again, or taken as made: a box must never be handed in twice. */
function LostQuestion({
  row,
  question,
  state,
  onClose,
}: {
  row: Row;
  question: Question | null;
  state: HandOver;
  onClose: () => void;
}) {
  const { t } = useTranslation("handOver");
  const format = useFormat();
  const lost = lostForm(row);
  if (!lost || !question) return null;
  const yes = () => {
    onClose();
    if (question === "again") void state.askAgain(row);
    else void state.deeds.confirm(lost);
  };
  const said = { time: format.time(lost.made_at), count: lost.boxes };
  return (
    <Confirm
      open
      danger={question === "again"}
      title={t(`lost.${question}Title`, said)}
      confirm={t(`lost.${question}`)}
      onConfirm={yes}
      onClose={onClose}
    >
      <p>{t(`lost.${question}Means`, { account: row.account })}</p>
    </Confirm>
  );
}

function useDayKeys({
  state,
  row,
  form,
  act,
  ask,
  onAddress,
}: {
  state: HandOver;
  row: Row | null;
  form: string | null;
  act: () => void;
  ask: (question: Question) => void;
  onAddress: () => void;
}) {
  const { t } = useTranslation("handOver");
  const [, go] = useLocation();
  const { day, deeds, busy } = state;
  const shown = row && shownForm(row, form);
  const isLost = row !== null && row.standing === "lost" && !busy;
  const back = () => (busy ? state.stop() : go("/orders"));
  const toDay = (by: number) => {
    if (!day || (by > 0 && day.date >= day.today)) return;
    const next = dayAfter(day.date, by);
    go(dayPlace(next === day.today ? null : next));
  };
  const unprinted = state.rows.flatMap((one) => one.unprinted);
  useKeys(
    "hand-over",
    [
      {
        keys: "Enter",
        label: t("keys.make"),
        run: act,
        when: !busy && state.due.length + state.lacking.length > 0,
      },
      { keys: "Escape", label: t(busy ? "keys.stop" : "keys.back"), run: back },
      { keys: "e", label: t("keys.address"), run: onAddress, when: row !== null },
      {
        keys: "p",
        label: t("keys.print"),
        run: () => shown && void deeds.print(shown),
        when: Boolean(shown?.sha256),
      },
      {
        keys: "s",
        label: t("keys.save"),
        run: () => row && shown && void deeds.save(shown, fileName(row, day?.date ?? "")),
        when: Boolean(shown?.sha256),
      },
      {
        keys: "l",
        label: t("keys.fetch"),
        run: () => shown && void deeds.fetch(shown),
        when: shown?.state === "done" && shown.sha256 === null,
      },
      { keys: "a", label: t("keys.again"), run: () => ask("again"), when: isLost },
      { keys: "y", label: t("keys.confirm"), run: () => ask("confirm"), when: isLost },
      {
        keys: "u",
        label: t("keys.unprinted"),
        run: () => void deeds.printLabels(unprinted),
        when: unprinted.length > 0,
      },
      { keys: "[", label: t("keys.before"), run: () => toDay(-1) },
      { keys: "]", label: t("keys.after"), run: () => toDay(1), when: Boolean(day && day.date < day.today) },
      { keys: "F5", label: t("keys.read"), run: state.again },
    ],
    { title: t("title") },
  );
  return { back, toDay };
}
