export { BytesPreview, FilePreview, useFileBytes } from "./FilePreview";
export { JobMark, jobCode, PrinterMark, printerCode, printerName, useReason } from "./jobs";
export { LabelPanel, type LabelPanelProps } from "./LabelPanel";
export { LabelScreen } from "./LabelScreen";
export { LeftOutNote, useLeftOut } from "./leftOut";
export { PdfPages, type PdfPagesProps, type Zoom } from "./PdfPages";
export { printerTitle, usePrinterTitle } from "./printerTitle";
export { isOpen, usePrintQueue } from "./usePrinting";
