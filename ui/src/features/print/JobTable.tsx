import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { CodeText, type Column, StatusMark, Table } from "~/design";
import { JobMark } from "~/features/label";
import { useFormat } from "~/i18n/format";
import type { PrintJobDocument } from "~/ipc/bindings";

const keyOfJob = (job: PrintJobDocument) => job.id;
const gone = (job: PrintJobDocument) => (job.state === "cancelled" ? "gone" : undefined);

/** Below this the recipient goes: no number beside it is cut (px). */
const ROOMY = 790;

/** The labels of a batch in their order. */
export function JobTable({
  jobs,
  next,
  active,
  onActive,
}: {
  jobs: readonly PrintJobDocument[];
  /** The place from which it goes on. */
  next: number | null;
  active: string | null;
  onActive: (id: string | null) => void;
}) {
  const { t } = useTranslation("print");
  const format = useFormat();
  const columns = useMemo<Column<PrintJobDocument>[]>(
    () => [
      {
        key: "at",
        head: "#",
        width: "48px",
        right: true,
        render: (job) => <span className="dim">{job.position}</span>,
      },
      {
        key: "order",
        head: t("column.order"),
        width: "104px",
        render: (job) => (
          <span className="mono">{job.kind === "test" ? t("preview.test") : job.order_no}</span>
        ),
      },
      {
        key: "state",
        head: t("column.state"),
        width: "150px",
        render: (job) =>
          job.position === next ? <StatusMark kind="print" code="resume" /> : <JobMark job={job} />,
      },
      {
        key: "number",
        head: t("column.number"),
        width: "minmax(220px, 1fr)",
        render: (job) => job.tracking_no !== null && <CodeText code={job.tracking_no} grouped />,
      },
      {
        key: "to",
        head: t("column.recipient"),
        width: "minmax(160px, .8fr)",
        from: ROOMY,
        render: (job) => job.recipient,
      },
      {
        key: "printed",
        head: t("column.printed"),
        width: "92px",
        right: true,
        render: (job) => (
          <span className="mut">
            {job.state === "printed" && job.ended_at ? format.time(job.ended_at) : "—"}
          </span>
        ),
      },
    ],
    [t, format, next],
  );
  return (
    <Table
      label={t("table")}
      columns={columns}
      rows={jobs}
      keyOf={keyOfJob}
      rowClass={gone}
      active={active}
      onActive={(key) => onActive(key)}
    />
  );
}
