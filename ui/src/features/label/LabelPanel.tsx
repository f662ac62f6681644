import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Panel, ProblemNote, StatusMark } from "~/design";
import type { OrderDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { LabelBar } from "./LabelBar";
import { LabelBoxes } from "./LabelBoxes";
import { LabelFoot } from "./LabelFoot";
import { PaperBar } from "./LabelPaper";
import { LabelSheet } from "./LabelSheet";
import { PrintTrouble } from "./Printed";
import { useLabelKeys } from "./useLabelKeys";
import { type LabelPanelState, useLabelPanel } from "./useLabelPanel";
import "./label.css";

/** What the panel takes. */
export interface LabelPanelProps {
  /** The order as it was last known; the panel reads it again by itself. */
  order: Pick<OrderDocument, "order_no"> & Partial<OrderDocument>;
  onClose?: () => void;
  /** Takes the focus when it opens, so that Enter prints. */
  autoFocus?: boolean;
  /** Fills the screen instead of standing beside a list. */
  wide?: boolean;
}

/** The labels of an order as they are on paper, and printing them. */
export function LabelPanel({ order: given, onClose, autoFocus = true, wide }: LabelPanelProps) {
  const { t } = useTranslation("label");
  const root = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLElement>(null);
  const fields = useRef<HTMLDivElement>(null);
  const panel = useLabelPanel(given.order_no ?? "");
  const { orderNo, order, labels, index, setIndex, view, setView } = panel;
  useEffect(() => {
    if (autoFocus) paper.current?.focus();
  }, [autoFocus]);
  useLabelKeys(panel, root, fields, onClose);
  return (
    <div ref={root} className={wide ? "lab-root wide" : "lab-root"}>
      <Panel
        level={wide ? "h1" : "h2"}
        className={wide ? "lab wide" : "lab"}
        label={t("title")}
        title={
          <>
            {t("title")} <span className="mono">{orderNo}</span>
          </>
        }
        head={order?.state && <StatusMark kind="order" code={order.state} />}
        onClose={onClose}
        foot={labels.length > 0 && <LabelFoot panel={panel} fields={fields} />}
      >
        <LabelNotes panel={panel} />
        {labels.length > 1 && <LabelBoxes labels={labels} order={order} index={index} onPick={setIndex} />}
        {labels[index] && <LabelBar panel={panel} />}
        {labels[index] && <PaperBar view={view} onView={setView} />}
        <LabelSheet panel={panel} paper={paper} />
      </Panel>
    </div>
  );
}

/** What went wrong with the labels or with printing them. */
function LabelNotes({ panel: { shown, fetching, printing, how } }: { panel: LabelPanelState }) {
  const { printers } = how;
  const trouble = shown.error ? problemOf(shown.error) : (fetching.problem ?? null);
  return (
    <div className="lab-notes">
      {trouble && (
        <ProblemNote problem={trouble} onAcknowledge={fetching.problem ? fetching.acknowledge : undefined} />
      )}
      <PrintTrouble
        problem={printing.problem}
        batch={printing.batch}
        noPrinters={printers.data?.length === 0}
        unreachable={printers.error ? problemOf(printers.error) : null}
        onAcknowledge={printing.acknowledge}
      />
    </div>
  );
}
