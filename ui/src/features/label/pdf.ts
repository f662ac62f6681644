import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

export type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";

/** More pages than these are not drawn: a label or a proof has a few. */
export const MAX_PAGES = 50;
/** Larger files are not opened for looking. */
export const MAX_BYTES = 20 * 1024 * 1024;
/** No side of a drawing gets more dots than these. */
const MAX_SIDE = 6000;
/** Points of PDF and dots of CSS in a millimetre. */
const POINTS_PER_MM = 72 / 25.4;
const DOTS_PER_MM = 96 / 25.4;

let library: Promise<typeof import("pdfjs-dist")> | undefined;

/** The reader, fetched when the first PDF is looked at. */
async function reader(): Promise<typeof import("pdfjs-dist")> {
  library ??= import("pdfjs-dist").then((pdf) => {
    pdf.GlobalWorkerOptions.workerSrc = workerUrl;
    return pdf;
  });
  // a chunk that could not be read is asked for again
  library.catch(() => {
    library = undefined;
  });
  return library;
}

/** A PDF that is read, and how to let go of it. */
export interface OpenPdf {
  pdf: PDFDocumentProxy;
  close: () => void;
}

/** Reads a PDF. Nothing of it is ever run: no scripts, no forms, no links. */
export async function openPdf(bytes: ArrayBuffer): Promise<OpenPdf> {
  const { getDocument } = await reader();
  const own = (folder: string) => new URL(`/pdf/${folder}/`, window.location.href).href;
  const task = getDocument({
    // the worker takes the buffer away: it gets a copy
    data: new Uint8Array(bytes.slice(0)),
    enableXfa: false,
    useWasm: false,
    wasmUrl: own("wasm"),
    cMapUrl: own("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: own("standard_fonts"),
  });
  const close = () => void task.destroy().catch(() => undefined);
  try {
    return { pdf: await task.promise, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The size of a page on paper, in millimetres. */
export function pageSize(page: PDFPageProxy): { width: number; height: number } {
  const { width, height } = page.getViewport({ scale: 1 });
  return { width: width / POINTS_PER_MM, height: height / POINTS_PER_MM };
}

/** The dots of a drawing of a page, `sharpness` for each dot of CSS at true size. */
export function dotsOf(
  page: PDFPageProxy,
  sharpness: number,
): { width: number; height: number; scale: number } {
  const { width, height } = page.getViewport({ scale: 1 });
  const wanted = (sharpness * DOTS_PER_MM) / POINTS_PER_MM;
  // a page as large as a poster is drawn coarser, not refused
  const scale = Math.min(wanted, MAX_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale), scale };
}

/** Draws a page onto a canvas that is as large as `dotsOf` says. */
export function drawPage(
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  sharpness: number,
): { done: Promise<void>; stop: () => void } {
  const viewport = page.getViewport({ scale: dotsOf(page, sharpness).scale });
  const task = page.render({ canvas, viewport, intent: "display" });
  return { done: task.promise, stop: () => task.cancel() };
}
