import { useTranslation } from "react-i18next";
import { Icon, StatusMark } from "~/design";
import type { PrinterDocument, PrintJobDocument } from "~/ipc/bindings";

/** Troubles that this window has words for; others are shown as the print system calls them. */
const REASONS = [
  "media-jam",
  "media-empty",
  "media-needed",
  "media-low",
  "cover-open",
  "supplies-empty",
  "supplies-low",
  "offline",
  "paused",
  "cancelled-there",
  "aborted",
  "interrupted",
  "lost",
  "passed-over",
  "other",
] as const;

/** What keeps a printer or a job, in words. */
export function useReason(): (reason: string) => string {
  const { t } = useTranslation("label");
  return (reason) => {
    const known = REASONS.find((one) => one === reason);
    return known ? t(`reason.${known}`) : reason;
  };
}

/** The word of a job: never “printed” while it is only sent. */
export function jobCode(
  job: Pick<PrintJobDocument, "state">,
): "waiting" | "sent" | "printed" | "unsure" | "failed" | "cancelled" {
  return job.state === "queued" ? "waiting" : job.state;
}

/** Where a label on its way to paper stands. */
export function JobMark({ job }: { job: PrintJobDocument }) {
  const reason = useReason();
  const { t } = useTranslation("label");
  // what keeps a job that is not at its end, or why nothing came out
  const why = job.state === "printed" ? [] : job.reasons.slice(0, 1);
  return (
    <span className="row">
      <StatusMark kind="print" code={jobCode(job)} />
      {why.map((one) => (
        <span key={one} className="small mut">
          {reason(one)}
        </span>
      ))}
      {job.earlier > 0 && (
        <span className="small mut" title={t("printed.before", { count: job.earlier })}>
          <Icon name="refresh" size={12} />
          {job.earlier}
        </span>
      )}
    </span>
  );
}

/** How a printer is: the worst thing first. */
export function printerCode(
  printer: PrinterDocument,
): "ready" | "printing" | "jammed" | "failed" | "paused" | "offline" {
  const has = (reason: string) => printer.reasons.includes(reason);
  if (printer.state === "gone" || has("offline")) return "offline";
  if (has("media-jam")) return "jammed";
  if (has("paused") || !printer.accepting) return "paused";
  if (printer.state === "stopped") return "failed";
  return printer.state === "printing" ? "printing" : "ready";
}

/** A printer's state in icon, word and colour; what is short, beside it. */
export function PrinterMark({ printer }: { printer: PrinterDocument }) {
  const { t } = useTranslation("label");
  const reason = useReason();
  const code = printerCode(printer);
  const said = { jammed: "media-jam", paused: "paused", offline: "offline" } as Record<string, string>;
  const why = printer.reasons.find((one) => one !== said[code]);
  if (code === "failed")
    return (
      <span className="st t-bad" data-code={code}>
        <Icon name="xc" />
        <span>{why ? reason(why) : t("printer.stopped")}</span>
      </span>
    );
  return (
    <StatusMark kind="print" code={code} words={printer.message || null}>
      {why && <span className="small">{reason(why)}</span>}
    </StatusMark>
  );
}

const titleOf = ({ info, name }: PrinterDocument): string => info || name;

/** What people call a printer; where another one of them is called the same, also its name in the print system. */
export function printerName(printer: PrinterDocument, all: readonly PrinterDocument[]): string {
  const title = titleOf(printer);
  const twins = all.some((one) => one.name !== printer.name && titleOf(one) === title);
  return twins && title !== printer.name ? `${title} · ${printer.name}` : title;
}
