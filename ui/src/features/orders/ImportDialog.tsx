import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  type Column,
  Dialog,
  Icon,
  notify,
  ProblemNote,
  SegmentedControl,
  Skeleton,
  Table,
  useKeys,
} from "~/design";
import { commands, type ImportPreview, type ImportRow, type OnDuplicate } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

const lineOf = (row: ImportRow) => String(row.line);

/** A file of orders before it is taken in: what was understood, what will come in, and what is wrong where. */
export function ImportDialog({
  path,
  onClose,
  onImported,
}: {
  path: string;
  onClose: () => void;
  onImported: (preview: ImportPreview) => void;
}) {
  const { t } = useTranslation("orders");
  const { data: preview, error } = useQuery({
    queryKey: ["import", path],
    queryFn: () => commands.importPreview(path),
    gcTime: 0,
    staleTime: 0,
  });
  const [onDuplicate, choose] = useState<OnDuplicate>("skip");
  const [since, start] = useState<number | null>(null);
  const yesButton = useRef<HTMLButtonElement>(null);
  const running = useRef(false);
  const [problem, fail] = useState<ReturnType<typeof problemOf> | null>(null);
  const good = preview?.good ?? 0;
  const updates = onDuplicate === "update" ? (preview?.duplicates ?? 0) : 0;
  const yes =
    updates > 0 ? t("import.yesUpdate", { count: good, updates }) : t("import.yes", { count: good });

  const run = async () => {
    if (running.current || good + updates === 0) return;
    running.current = true;
    start(Date.now());
    try {
      const done = await commands.importRun(path, onDuplicate);
      readAgain(["orders"]);
      notify.success(t("import.done", { count: done.good }));
      onImported(done);
    } catch (thrown) {
      fail(problemOf(thrown));
      running.current = false;
      start(null);
    }
  };
  return (
    <Dialog
      open
      wide
      holds
      onClose={onClose}
      initialFocus={yesButton}
      title={
        <>
          {t("import.heading")} <span className="dim">{preview?.source ?? fileName(path)}</span>
        </>
      }
      actions={
        <>
          <Button keys="Escape" onClick={onClose}>
            {t("import.no")}
          </Button>
          <Button
            ref={yesButton}
            variant="primary"
            keys="Enter"
            busy={since ?? (!preview && !error)}
            disabled={preview ? good + updates === 0 : error !== null}
            onClick={() => void run()}
          >
            {yes}
          </Button>
        </>
      }
    >
      <ImportKeys label={yes} run={() => void run()} />
      {(error || problem) && <ProblemNote problem={problem ?? problemOf(error)} />}
      {!preview && !error && <Skeleton width={320} />}
      {preview && <Preview preview={preview} onDuplicate={onDuplicate} choose={choose} />}
    </Dialog>
  );
}

/** Enter takes the file in, wherever the focus is, except on the other button. */
function ImportKeys({ label, run }: { label: string; run: () => void }) {
  useKeys("import", [{ keys: "Enter", label, run }], { layer: "dialog" });
  return null;
}

function Preview({
  preview,
  onDuplicate,
  choose,
}: {
  preview: ImportPreview;
  onDuplicate: OnDuplicate;
  choose: (what: OnDuplicate) => void;
}) {
  const { t } = useTranslation("orders");
  const { columns, rows, orders, good, wrong, duplicates } = preview;
  const passedOver = columns.filter((column) => column.field === null && column.header !== "");
  const bad = useMemo(() => rows.filter((row) => row.outcome === "wrong" || row.issues.length > 0), [rows]);
  return (
    <>
      <p className="import-counts" role="status">
        <b>{t("import.orders", { count: orders })}</b>
        <span className="good">
          <Icon name="done" size={14} /> {t("import.good", { count: good })}
        </span>
        {wrong > 0 && (
          <span className="bad">
            <Icon name="xc" size={14} /> {t("import.wrong", { count: wrong })}
          </span>
        )}
        {duplicates > 0 && (
          <span>
            <Icon name="copy" size={14} /> {t("import.duplicates", { count: duplicates })}
          </span>
        )}
      </p>
      {duplicates > 0 && (
        <div className="row">
          <span className="mut">{t("import.onDuplicate")}</span>
          <SegmentedControl
            label={t("import.onDuplicate")}
            value={onDuplicate}
            onValue={choose}
            segments={(["skip", "update", "fail"] as const).map((value) => ({
              value,
              label: t(`import.${value}`),
            }))}
          />
        </div>
      )}
      <p className="small mut">
        {t("import.columns", { count: columns.filter((column) => column.field !== null).length })}
        {passedOver.length > 0 && (
          <>
            <i className="dot" />
            {t("import.passedOver", { count: passedOver.length })}{" "}
            <span className="mono">{passedOver.map((column) => column.header).join(" · ")}</span>
          </>
        )}
      </p>
      {bad.length > 0 && <WrongRows rows={bad} />}
    </>
  );
}

/** What is wrong with which line. */
function WrongRows({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation("orders");
  const columns = useMemo<Column<ImportRow>[]>(
    () => [
      { key: "line", head: t("import.line"), width: "64px", right: true, render: (row) => row.line },
      {
        key: "order",
        head: t("column.order"),
        width: "120px",
        render: (row) => <span className="mono">{row.order_no}</span>,
      },
      {
        key: "what",
        head: t("import.what"),
        width: "minmax(240px, 1fr)",
        render: (row) => <RowTrouble row={row} />,
      },
    ],
    [t],
  );
  return (
    <div className="import-rows" style={{ height: `calc(var(--row) * ${rows.length} + 32px)` }}>
      <Table label={t("import.rows")} columns={columns} rows={rows} keyOf={lineOf} />
    </div>
  );
}

function RowTrouble({ row }: { row: ImportRow }) {
  const { t } = useTranslation("orders");
  const says = [row.error?.message, ...row.issues.map((issue) => issue.message)].filter(Boolean);
  return (
    <span className={row.outcome === "wrong" ? "bad" : "mut"} title={says.join("\n")}>
      <Icon name={row.outcome === "wrong" ? "xc" : "pencil"} size={14} />{" "}
      {row.outcome === "wrong" ? "" : `${t("import.asDraft")} `}
      {says[0]}
      {says.length > 1 && <span className="dim"> +{says.length - 1}</span>}
    </span>
  );
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
