import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button, Confirm, Empty, notify, ProblemNote, Select, Skeleton, TopBar, useKeys } from "~/design";
import { LeftOutNote, printerName, usePrintQueue, type Zoom } from "~/features/label";
import { commands, type PrintBatchDocument, type PrintJobDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { BatchBand } from "./BatchBand";
import { batchesOf, firstPrinter, latestOf, needsPerson, nextOf, resumeAfter } from "./batch";
import { JobPreview } from "./JobPreview";
import { JobTable } from "./JobTable";
import { MoveDialog } from "./MoveDialog";
import { PrinterCards } from "./PrinterCards";
import "./print.css";

/** Printers, what waits for them, and what to do when one stands still. */
export function PrintScreen() {
  const { t } = useTranslation("print");
  const [, go] = useLocation();
  const queue = usePrintQueue(true);
  const [picked, setPicked] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [row, setRow] = useState<string | null>(null);
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [asking, setAsking] = useState<"move" | "stop" | null>(null);
  const [good, setGood] = useState<PrintJobDocument | null>(null);
  const scan = useRef<HTMLInputElement>(null);
  const { printers, batches } = queue.data ?? { printers: [], batches: [] };

  const names = new Set([...printers.map((one) => one.name), ...batches.map((one) => one.printer)]);
  // a person's own choice, and before there is one the printer that needs somebody
  const printer = picked !== null && names.has(picked) ? picked : firstPrinter(printers, batches);
  const titleOf = (name: string) => {
    const known = printers.find((one) => one.name === name);
    return known ? printerName(known, printers) : name;
  };
  const own = batchesOf(batches, printer);
  const batch = own.find((one) => one.id === wanted) ?? own.find(needsPerson) ?? own[0] ?? null;
  const jobs = useMemo(() => (batch ? latestOf(batch) : []), [batch]);
  const stopped = batch !== null && needsPerson(batch);
  const plan = resumeAfter(jobs, good);
  const current =
    jobs.find((job) => job.id === row) ??
    jobs.find((job) => job.position === plan.from) ??
    nextOf(jobs) ??
    jobs.at(-1) ??
    null;
  const hands = useHands();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another batch begins anew
  useEffect(() => {
    setGood(null);
    setRow(null);
  }, [batch?.id]);
  useScanField(scan, stopped);

  const resume = (includeUnsure: boolean) => {
    if (!batch || !stopped) return;
    // whoever got it going wants to see it go
    setPicked(batch.printer);
    const from = plan.from ?? batch.total + 1;
    void hands
      .act(() => commands.printResume(batch.id, from, includeUnsure && plan.repeatable.length > 0))
      .then(() => setGood(null));
  };
  const test = () =>
    printer &&
    void hands.act(() => commands.printTest(printer), t("test.sent", { printer: titleOf(printer) }));
  const open = batch !== null && (batch.state !== "done" || stopped);
  useKeys(
    "print",
    [
      { keys: "Enter", label: t("keys.resume"), run: () => resume(false), when: () => stopped && !inTable() },
      {
        keys: "Shift+Enter",
        label: t("keys.repeat"),
        run: () => resume(true),
        when: stopped && plan.repeatable.length > 0,
      },
      { keys: "m", label: t("keys.move"), run: () => setAsking("move"), when: open },
      { keys: "Delete", label: t("keys.stop"), run: () => setAsking("stop"), when: open },
      { keys: "Control+t", label: t("keys.test"), run: test, when: printer !== null },
      { keys: "/", label: t("keys.scan"), run: () => scan.current?.focus(), when: stopped },
      { keys: "z", label: t("keys.zoom"), run: () => setZoom(zoom === "fit" ? 1 : "fit") },
      { keys: "F5", label: t("keys.look"), run: () => readAgain(["printing"]) },
    ],
    { title: t("title") },
  );

  const waiting = batches.reduce((sum, one) => sum + one.waiting, 0);
  return (
    <>
      <div className="col">
        <TopBar
          title={t("title")}
          count={
            queue.data && t("count", { printers: t("countPrinters", { count: printers.length }), waiting })
          }
        >
          {own.length > 1 && batch && (
            <Select
              aria-label={t("batches")}
              className="pick-batch"
              options={own.map((one) => ({
                value: one.id,
                label: one.name,
                hint: t("left", { count: one.waiting + one.unsure }),
              }))}
              value={batch.id}
              onValue={setWanted}
            />
          )}
          <Button variant="ghost" icon="settings" onClick={() => go("/settings")}>
            {t("act.routes")}
          </Button>
          <Button icon="print" keys="Control+t" disabled={printer === null} onClick={test}>
            {t("act.test")}
          </Button>
        </TopBar>
        <div className="print-notes">
          {queue.error && <ProblemNote problem={problemOf(queue.error)} />}
          {queue.data?.error && (
            <ProblemNote
              problem={queue.data.error}
              actions={[{ label: t("keys.look"), keys: "F5", run: () => readAgain(["printing"]) }]}
            />
          )}
          {hands.problem && (
            <div role="alert">
              <ProblemNote problem={hands.problem} onAcknowledge={hands.acknowledge} />
            </div>
          )}
          {batch && <LeftOutNote key={batch.id} batch={batch} />}
        </div>
        {queue.isPending && <Coming />}
        {printers.length > 0 && <PrinterCards printers={printers} chosen={printer} onChoose={setPicked} />}
        {queue.data && !queue.data.error && printers.length === 0 && batches.length === 0 && (
          <Empty
            icon="print"
            title={t("empty.printers")}
            actions={
              <Button keys="F5" onClick={() => readAgain(["printing"])}>
                {t("keys.look")}
              </Button>
            }
          >
            {t("empty.how")}
          </Empty>
        )}
        {batch ? (
          <>
            <BatchBand
              key={batch.id}
              batch={batch}
              printer={titleOf(batch.printer)}
              jobs={jobs}
              stopped={stopped}
              good={good}
              onGood={setGood}
              scan={scan}
              busy={hands.since}
              onResume={resume}
              onMove={() => setAsking("move")}
              onStop={() => setAsking("stop")}
            />
            <JobTable
              jobs={jobs}
              next={stopped ? plan.from : null}
              active={current?.id ?? null}
              onActive={setRow}
            />
          </>
        ) : (
          printers.length > 0 && (
            <Empty icon="print" title={t("empty.queue")}>
              {t("empty.queueText")}
            </Empty>
          )
        )}
      </div>
      {batch && <JobPreview job={current} zoom={zoom} onZoom={setZoom} />}
      {batch && (
        <MoveDialog
          open={asking === "move"}
          printers={printers}
          from={batch.printer}
          count={batch.waiting + batch.failed}
          onClose={() => setAsking(null)}
          onMove={(name) => {
            setAsking(null);
            void hands.act(() => commands.printMove(batch.id, name)).then(() => setPicked(name));
          }}
        />
      )}
      <Confirm
        open={asking === "stop"}
        title={t("stop.title", { name: batch?.name })}
        confirm={t("stop.confirm")}
        cancel={t("stop.stay")}
        danger
        onClose={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null);
          if (batch) void hands.act(() => commands.printStop(batch.id), t("stop.done"));
        }}
      >
        {t("stop.text", { count: batch?.waiting ?? 0, unsure: batch?.unsure ?? 0 })}
      </Confirm>
    </>
  );
}

/** The scan field waits for the scanner, unless somebody is at work elsewhere; a scan finds it from anywhere. */
function useScanField(scan: RefObject<HTMLInputElement | null>, stopped: boolean): void {
  useEffect(() => {
    if (!stopped) return;
    if (document.activeElement === null || document.activeElement.matches("body, main"))
      scan.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.altKey ||
        event.metaKey ||
        !/^[0-9a-z]$/i.test(event.key)
      )
        return;
      // the letter itself then falls into the field
      if (!(event.target as Element).closest("input, textarea, [role=dialog], [role=listbox], [role=menu]"))
        scan.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [scan, stopped]);
}

const inTable = () => Boolean(document.activeElement?.closest("[role=grid]"));

/** One thing at a time; what went wrong stands until it is acknowledged. */
function useHands() {
  const [problem, setProblem] = useState<ReturnType<typeof problemOf> | null>(null);
  const [since, setSince] = useState<number | null>(null);
  const busy = useRef(false);
  const act = async (deed: () => Promise<PrintBatchDocument>, said?: string) => {
    if (busy.current) return;
    busy.current = true;
    setSince(Date.now());
    setProblem(null);
    try {
      const after = await deed();
      if (after.error) setProblem(after.error);
      else if (said) notify.success(said);
      readAgain(["printing"]);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      busy.current = false;
      setSince(null);
    }
  };
  return { problem, since, act, acknowledge: () => setProblem(null) };
}

function Coming() {
  return (
    <ul className="prs" aria-hidden="true">
      {[120, 90, 140].map((width) => (
        <li key={width}>
          <span className="pr">
            <Skeleton width={width} />
            <Skeleton width={width + 40} />
            <Skeleton width={60} />
          </span>
        </li>
      ))}
    </ul>
  );
}
