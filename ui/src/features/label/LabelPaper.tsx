import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button, Kbd, ProblemNote, SegmentedControl } from "~/design";
import type { DocumentKind, LabelDocument, Layout } from "~/ipc/bindings";
import { labelPages } from "~/ipc/bytes";
import { problemOf } from "~/ipc/problem";
import { FilePreview } from "./FilePreview";
import { PagePlace, PdfPages, type Zoom } from "./PdfPages";

/** How the paper is looked at. */
export interface PaperView {
  zoom: Zoom;
  /** The pages as the printer gets them, instead of the label alone. */
  printed: boolean;
}

/** How the paper is looked at: the label or the printed pages, in the room there is or at true size. */
export function PaperBar({ view, onView }: { view: PaperView; onView: (view: PaperView) => void }) {
  const { t } = useTranslation("label");
  return (
    <div className="lab-bar">
      <SegmentedControl
        label={t("view.title")}
        segments={[
          { value: "label", label: t("view.label") },
          { value: "printed", label: t("view.printed") },
        ]}
        value={view.printed ? "printed" : "label"}
        onValue={(value) => onView({ ...view, printed: value === "printed" })}
      />
      <Kbd keys="v" />
      <span className="grow" />
      <Button
        variant="ghost"
        keys="z"
        aria-pressed={view.zoom !== "fit"}
        onClick={() => onView({ ...view, zoom: view.zoom === "fit" ? 1 : "fit" })}
      >
        {t(view.zoom === "fit" ? "view.fit" : "view.trueSize")}
      </Button>
    </div>
  );
}

/** The label on its paper: as the provider made it, or as the printer gets it. */
export function LabelPaper({
  orderNo,
  kind,
  layout,
  label,
  name,
  view,
  onCount,
}: {
  orderNo: string;
  kind: DocumentKind;
  layout: Layout;
  label: LabelDocument;
  name: string;
  view: PaperView;
  onCount: (pages: number) => void;
}) {
  if (view.printed)
    return (
      <Pages orderNo={orderNo} kind={kind} layout={layout} name={name} zoom={view.zoom} onCount={onCount} />
    );
  return (
    <FilePreview
      key={label.sha256}
      sha256={label.sha256}
      label={name}
      zoom={view.zoom}
      mediaType={label.media_type}
      onCount={onCount}
    />
  );
}

function Pages({
  orderNo,
  kind,
  layout,
  name,
  zoom,
  onCount,
}: {
  orderNo: string;
  kind: DocumentKind;
  layout: Layout;
  name: string;
  zoom: Zoom;
  onCount: (pages: number) => void;
}) {
  const { data, error } = useQuery({
    queryKey: ["orders", "pages", orderNo, kind, layout],
    queryFn: () => labelPages([orderNo], kind, layout),
    gcTime: 30_000,
  });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  return data ? <PdfPages bytes={data} label={name} zoom={zoom} onCount={onCount} /> : <PagePlace />;
}
