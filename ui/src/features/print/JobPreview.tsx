import { useTranslation } from "react-i18next";
import { Button, Empty, Panel } from "~/design";
import { FilePreview, JobMark, type Zoom } from "~/features/label";
import type { PrintJobDocument } from "~/ipc/bindings";
import { paperOf } from "./batch";

/** The label in the row: how it looks, on which paper, how often it came out before. */
export function JobPreview({
  job,
  zoom,
  onZoom,
}: {
  job: PrintJobDocument | null;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}) {
  const { t } = useTranslation("print");
  if (!job)
    return (
      <Panel label={t("preview.title")} title={t("preview.title")} className="pvw">
        <Empty icon="label" title={t("preview.none")} />
      </Panel>
    );
  return (
    <Panel
      className="pvw"
      label={t("preview.title")}
      title={
        <>
          {job.kind === "test" ? t("preview.test") : t("preview.label", { at: job.position })}{" "}
          <span className="mono plain">{job.order_no}</span>
        </>
      }
      head={
        <Button
          variant="ghost"
          keys="z"
          aria-pressed={zoom !== "fit"}
          onClick={() => onZoom(zoom === "fit" ? 1 : "fit")}
        >
          {t(zoom === "fit" ? "preview.fit" : "preview.true")}
        </Button>
      }
    >
      <div className={zoom === "fit" ? "paper fits" : "paper"}>
        {job.sha256 ? (
          <FilePreview
            key={job.sha256}
            sha256={job.sha256}
            label={t("preview.label", { at: job.position })}
            zoom={zoom}
            page={0}
          />
        ) : (
          <Empty icon="label" title={t("preview.nothing")} />
        )}
      </div>
      <div className="pi">
        <dl>
          <div>
            <dt>{t("fact.state")}</dt>
            <dd>
              <JobMark job={{ ...job, earlier: 0 }} />
            </dd>
          </div>
          <div>
            <dt>{t("fact.paper")}</dt>
            <dd>{paperOf(job.media)}</dd>
          </div>
          <div>
            <dt>{t("fact.scaling")}</dt>
            <dd>{t(job.layout === "as-is" ? "fact.none" : "fact.laid")}</dd>
          </div>
          {job.tracking_no && (
            <div>
              <dt>{t("fact.number")}</dt>
              <dd className="mono">{job.tracking_no}</dd>
            </div>
          )}
          <div>
            <dt>{t("fact.before")}</dt>
            <dd>{job.earlier}</dd>
          </div>
        </dl>
        {job.error && <p className="small bad">{job.error.message}</p>}
      </div>
    </Panel>
  );
}
