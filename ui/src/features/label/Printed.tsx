import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button, Icon, Note, ProblemNote } from "~/design";
import { useFormat } from "~/i18n/format";
import type { ErrorDocument, PrintBatchDocument, PrintedBefore } from "~/ipc/bindings";
import { JobMark, useReason } from "./jobs";
import { usePrinterTitle } from "./printerTitle";

/** How it stands with paper: what is on its way now, and what came out before. */
export function Printed({
  batch,
  before,
}: {
  batch: PrintBatchDocument | null;
  before: readonly PrintedBefore[];
}) {
  const { t } = useTranslation("label");
  const format = useFormat();
  const [last] = before;
  const printer = usePrinterTitle(batch?.printer ?? last?.printer ?? "");
  const now = batch?.jobs.at(-1);
  return (
    <div className="lab-state" role="status" aria-live="polite">
      {batch && now ? (
        <span className="row">
          <JobMark job={{ ...now, earlier: 0 }} />
          <span className="small mut nw" title={batch.printer}>
            {t("printed.on", { printer, done: batch.printed, all: batch.total })}
          </span>
        </span>
      ) : (
        last && (
          <span className="row">
            <Icon
              name={last.state === "unsure" ? "unk" : "print"}
              className={last.state === "unsure" ? "lost" : undefined}
            />
            <span className="small" title={last.printer}>
              {t(
                last.state === "printed"
                  ? "printed.times"
                  : `printed.${last.state === "unsure" ? "unsure" : "sent"}`,
                {
                  count: before.length,
                  time: format.time(last.at),
                  printer,
                },
              )}
            </span>
          </span>
        )
      )}
    </div>
  );
}

/** Why nothing comes out. */
export function PrintTrouble({
  problem,
  batch,
  noPrinters,
  unreachable,
  onAcknowledge,
}: {
  problem: ErrorDocument | null;
  batch: PrintBatchDocument | null;
  noPrinters: boolean;
  unreachable: ErrorDocument | null;
  onAcknowledge: () => void;
}) {
  const { t } = useTranslation("label");
  const printer = usePrinterTitle(batch?.printer ?? "");
  const [, go] = useLocation();
  const reason = useReason();
  const stopped = batch && (batch.state === "stopped" || batch.unsure > 0);
  const why = batch?.jobs.flatMap((job) => job.reasons)[0];
  return (
    <>
      {unreachable && <ProblemNote problem={unreachable} />}
      {noPrinters && (
        <Note tone="warn" icon="print" title={t("printer.none")}>
          {t("printer.noneText")}
        </Note>
      )}
      {problem && (
        <div role="alert">
          <ProblemNote problem={problem} onAcknowledge={onAcknowledge} />
        </div>
      )}
      {stopped && !problem && (
        <Note
          live
          tone={batch.unsure > 0 ? "lost" : "bad"}
          title={
            why ? t("printed.stoppedBy", { printer, why: reason(why) }) : t("printed.stopped", { printer })
          }
          actions={
            <Button keys="F6" onClick={() => go("/print")}>
              {t("printed.look")}
            </Button>
          }
        >
          {batch.error?.message ?? t(batch.unsure > 0 ? "printed.unsureText" : "printed.stoppedText")}
        </Note>
      )}
    </>
  );
}
