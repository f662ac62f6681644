export { BytesPreview, FilePreview, useFileBytes } from "./FilePreview";
export { JobMark, jobCode, PrinterMark, printerCode, printerName, useReason } from "./jobs";
export { LabelPanel, type LabelPanelProps } from "./LabelPanel";
export { LabelScreen } from "./LabelScreen";
export { PdfPages, type PdfPagesProps, type Zoom } from "./PdfPages";
export { isOpen, usePrintQueue } from "./usePrinting";
