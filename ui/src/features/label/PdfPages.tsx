import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Note, Skeleton } from "~/design";
import {
  dotsOf,
  drawPage,
  MAX_BYTES,
  MAX_PAGES,
  type OpenPdf,
  openPdf,
  type PDFPageProxy,
  pageSize,
} from "./pdf";
import "./label.css";

/** `fit`: the whole page in the room there is. A number: times its true size on paper. */
export type Zoom = "fit" | number;

/** What a view of a PDF takes. */
export interface PdfPagesProps {
  bytes: ArrayBuffer;
  /** What it is, for screen readers: “Label A1062”. */
  label: string;
  zoom?: Zoom;
  /** Only this page, from 0; all of them unless told. */
  page?: number;
  /** How many pages it has, once that is known. */
  onCount?: (pages: number) => void;
  /** It could not be read. */
  onTrouble?: (words: string) => void;
}

/** A PDF as pictures of its pages. Text of it is never made into elements. */
export function PdfPages({ bytes, label, zoom = "fit", page, onCount, onTrouble }: PdfPagesProps) {
  const { t } = useTranslation("label");
  const { open, trouble } = useOpenPdf(bytes);
  const count = open?.pdf.numPages;
  useEffect(() => {
    if (count !== undefined) onCount?.(count);
  }, [count, onCount]);
  useEffect(() => {
    if (trouble) onTrouble?.(trouble);
  }, [trouble, onTrouble]);

  if (trouble) {
    const tooLarge = trouble === "too-large";
    return (
      <Note tone="warn" title={t(tooLarge ? "preview.tooLarge" : "preview.broken")}>
        {tooLarge ? t("preview.tooLargeNext") : t("preview.brokenNext", { words: trouble })}
      </Note>
    );
  }
  if (!open || count === undefined) return <PagePlace />;
  const shown = Math.min(count, MAX_PAGES);
  const pages =
    page === undefined ? Array.from({ length: shown }, (_, index) => index) : [Math.min(page, count - 1)];
  return (
    <>
      {pages.map((index) => (
        <PdfPage
          key={index}
          open={open}
          index={index}
          zoom={zoom}
          label={count > 1 ? t("preview.page", { label, page: index + 1, pages: count }) : label}
        />
      ))}
      {page === undefined && count > shown && (
        <p className="small mut">{t("preview.more", { count: count - shown })}</p>
      )}
    </>
  );
}

/** Where a page is going to be: as large as a label, so that nothing jumps. */
export function PagePlace() {
  return (
    <div className="sheet coming" aria-hidden="true">
      <Skeleton width={160} />
    </div>
  );
}

function useOpenPdf(bytes: ArrayBuffer): { open: OpenPdf | null; trouble: string | null } {
  const [state, setState] = useState<{ open: OpenPdf | null; trouble: string | null }>({
    open: null,
    trouble: null,
  });
  useEffect(() => {
    setState({ open: null, trouble: null });
    if (bytes.byteLength > MAX_BYTES) {
      setState({ open: null, trouble: "too-large" });
      return;
    }
    let gone = false;
    let mine: OpenPdf | undefined;
    openPdf(bytes).then(
      (open) => {
        mine = open;
        if (gone) open.close();
        else setState({ open, trouble: null });
      },
      (error: unknown) => {
        if (!gone) setState({ open: null, trouble: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      gone = true;
      mine?.close();
    };
  }, [bytes]);
  return state;
}

function PdfPage({ open, index, zoom, label }: { open: OpenPdf; index: number; zoom: Zoom; label: string }) {
  const { t } = useTranslation("label");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [page, setPage] = useState<PDFPageProxy | null>(null);
  const [failed, setFailed] = useState(false);
  const near = useNear(canvas, page !== null);
  const sharpness = (window.devicePixelRatio || 1) * (zoom === "fit" ? 1.5 : Math.max(1, zoom));

  useEffect(() => {
    let gone = false;
    open.pdf.getPage(index + 1).then(
      (loaded) => !gone && setPage(loaded),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [open, index]);

  useEffect(() => {
    if (!page || !near || !canvas.current) return;
    const drawing = drawPage(page, canvas.current, sharpness);
    // stopping a drawing rejects it too
    drawing.done.catch((error: unknown) => {
      if (!(error instanceof Error && error.name === "RenderingCancelledException")) setFailed(true);
    });
    return drawing.stop;
  }, [page, near, sharpness]);

  if (failed) return <Note tone="warn" title={t("preview.pageBroken", { page: index + 1 })} />;
  if (!page) return <PagePlace />;
  const size = pageSize(page);
  const dots = dotsOf(page, sharpness);
  return (
    <canvas
      ref={canvas}
      width={dots.width}
      height={dots.height}
      className={zoom === "fit" ? "sheet fit" : "sheet"}
      role="img"
      aria-label={label}
      style={
        zoom === "fit" ? undefined : { width: `${size.width * zoom}mm`, height: `${size.height * zoom}mm` }
      }
    />
  );
}

/** Whether an element is in sight, or nearly: pages far away are not drawn. */
function useNear(element: { current: Element | null }, there: boolean): boolean {
  const [near, setNear] = useState(typeof IntersectionObserver === "undefined");
  useEffect(() => {
    if (near || !there || !element.current) return;
    const watcher = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) setNear(true);
      },
      { rootMargin: "600px" },
    );
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [element, near, there]);
  return near;
}
