import { useTranslation } from "react-i18next";
import { ProgressBar } from "~/design";
import type { PrintBatchDocument, PrintJobDocument } from "~/ipc/bindings";
import { type Square, squareOf } from "./batch";

/** More labels than these are shown as a bar. */
const MOST = 600;
const ORDER: readonly Square[] = ["printed", "sent", "unsure", "failed", "next", "waiting", "cancelled"];

/** A batch as one square a label, and what the squares mean. */
export function Squares({
  batch,
  jobs,
  next,
  end,
}: {
  batch: PrintBatchDocument;
  jobs: readonly PrintJobDocument[];
  next: PrintJobDocument | null;
  end?: React.ReactNode;
}) {
  const { t } = useTranslation("print");
  const squares = jobs.map((job) => squareOf(job, next));
  const counts = ORDER.map((square) => [square, squares.filter((one) => one === square).length] as const);
  const shown = counts.filter(([, count]) => count > 0);
  return (
    <>
      {jobs.length > MOST ? (
        <div className="strip-bar">
          <ProgressBar
            label={t("strip")}
            done={batch.printed + batch.failed}
            failed={batch.failed}
            total={batch.total}
          />
        </div>
      ) : (
        <div
          className="strip"
          role="img"
          aria-label={shown.map(([square, count]) => t(`square.${square}`, { count })).join(" · ")}
        >
          {squares.map((square, index) => (
            <i key={jobs[index]?.id} className={square} title={String(jobs[index]?.position)} />
          ))}
        </div>
      )}
      <div className="lgd small mut">
        {shown.map(([square, count]) => (
          <span key={square}>
            <i className={square} />
            {square === "next" ? t("square.next", { count }) : t(`square.${square}`, { count })}
          </span>
        ))}
        <span className="grow" />
        {end}
      </div>
    </>
  );
}
