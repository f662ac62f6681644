import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button, CodeText, Kbd, Panel, ProblemNote, SegmentedControl, StatusMark, useKeys } from "~/design";
import { commands, type OrderDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { LabelMissing } from "./LabelMissing";
import { LabelPaper, PaperBar, type PaperView } from "./LabelPaper";
import { Printed, PrintTrouble } from "./Printed";
import { PrintFields } from "./PrintFields";
import { useLabelFetch } from "./useLabelFetch";
import { usePrintChoice, usePrinting } from "./usePrinting";
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
  const [, go] = useLocation();
  const orderNo = given.order_no ?? "";
  const root = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const fields = useRef<HTMLDivElement>(null);
  const [kind, setKind] = useState<"label" | "transfer">("label");
  const [index, setIndex] = useState(0);
  const [pages, setPages] = useState(1);
  const [view, setView] = useState<PaperView>({ zoom: "fit", printed: false });
  const shown = useQuery({
    queryKey: ["orders", "show", orderNo],
    queryFn: () => commands.orderShow(orderNo),
  });
  const order = shown.data;
  const labels = useMemo(() => (order?.labels ?? []).filter((one) => one.kind === kind), [order, kind]);
  const hasTransfer = (order?.labels ?? []).some((one) => one.kind === "transfer");
  const fetching = useLabelFetch(orderNo);
  const printing = usePrinting(orderNo, kind);
  const { printers, choice, copies, keep, setCopies, ready } = usePrintChoice(kind);

  useEffect(() => {
    if (autoFocus) paper.current?.focus();
  }, [autoFocus]);
  useEffect(() => {
    if (index >= labels.length) setIndex(Math.max(0, labels.length - 1));
  }, [index, labels.length]);

  const parcel = order?.tracking_no ?? order?.boxes.find((box) => box.tracking_no)?.tracking_no ?? null;
  const openTimeline = useCallback(() => parcel && go(`/track/${encodeURIComponent(parcel)}`), [parcel, go]);
  const before =
    kind === "label"
      ? (order?.prints.filter((one) => one.state !== "cancelled" && one.state !== "failed") ?? [])
      : [];
  const wasPrinted =
    before.length > 0 || (printing.batch !== null && printing.batch.failed < printing.batch.total);
  // before it is known which printer, Enter would ask for one that is there
  const canPrint =
    labels.length > 0 && choice.copies > 0 && printing.since === null && ready && !printers.isPending;
  const print = useCallback(
    (again: boolean) => canPrint && void printing.send(choice, again, again ? t("print.reason") : null),
    [canPrint, printing, choice, t],
  );
  const enter = () => {
    if (labels.length === 0) return;
    if (!wasPrinted) return print(false);
    openTimeline();
  };
  const step = (by: number) => setIndex((now) => Math.max(0, Math.min(labels.length - 1, now + by)));
  const inside = () => root.current?.contains(document.activeElement) ?? false;

  useKeys(
    "label",
    [
      { keys: "Enter", label: t(wasPrinted ? "keys.timeline" : "keys.print"), run: enter, when: inside },
      {
        keys: "Control+r",
        label: t("keys.again"),
        run: () => print(true),
        when: () => inside() && wasPrinted,
      },
      { keys: "t", label: t("keys.timeline"), run: openTimeline, when: () => inside() && parcel !== null },
      {
        keys: "ArrowRight",
        label: t("keys.next"),
        run: () => step(1),
        when: () => inside() && labels.length > 1,
      },
      {
        keys: "ArrowLeft",
        label: t("keys.previous"),
        run: () => step(-1),
        when: () => inside() && labels.length > 1,
      },
      {
        keys: "z",
        label: t("keys.zoom"),
        run: () => setView((now) => ({ ...now, zoom: now.zoom === "fit" ? 1 : "fit" })),
        when: inside,
      },
      {
        keys: "v",
        label: t("keys.view"),
        run: () => setView((now) => ({ ...now, printed: !now.printed })),
        when: () => inside() && labels.length > 0,
      },
      {
        keys: "m",
        label: t("keys.printer"),
        run: () => fields.current?.querySelector("button")?.focus(),
        when: inside,
      },
      { keys: "F5", label: t("keys.fetch"), run: () => void fetching.fetch(), when: inside },
      {
        keys: "x",
        label: t("keys.transfer"),
        run: () => void fetching.transfer(),
        when: () => inside() && !hasTransfer && labels.length > 0,
      },
      { keys: "Escape", label: t("keys.back"), run: () => onClose?.(), when: Boolean(onClose) },
    ],
    { layer: "panel", title: t("title") },
  );

  const label = labels[index];
  const name = label ? t("name", { orderNo, box: label.box_no ?? index + 1 }) : t("title");
  // one page stands still in the room there is, several are scrolled through
  const fits = view.zoom === "fit" && pages === 1;
  const box = label?.box_no ? order?.boxes.find((one) => one.box_no === label.box_no) : order?.boxes[0];
  const trouble = shown.error ? problemOf(shown.error) : (fetching.problem ?? null);
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
        foot={
          labels.length > 0 && (
            <>
              <PrintFields
                place={fields}
                choice={choice}
                copies={copies}
                printers={printers.data ?? []}
                onPrinter={(name) => void keep("printer", name)}
                onLayout={(layout) => {
                  setView((now) => ({ ...now, printed: true }));
                  void keep("layout", layout);
                }}
                onCopies={setCopies}
              />
              <Printed batch={printing.batch} before={before} />
              <div className="lab-act">
                <span className="grow" />
                {wasPrinted && (
                  <Button
                    keys="Control+r"
                    icon="print"
                    disabled={!canPrint}
                    busy={printing.since ?? false}
                    onClick={() => print(true)}
                  >
                    {t("print.again")}
                  </Button>
                )}
                {wasPrinted ? (
                  <Button
                    variant="primary"
                    big
                    keys="Enter"
                    disabled={parcel === null}
                    onClick={openTimeline}
                  >
                    {t("print.timeline")}
                  </Button>
                ) : (
                  <Button
                    variant="primary"
                    big
                    keys="Enter"
                    icon="print"
                    disabled={!canPrint}
                    busy={printing.since ?? false}
                    onClick={() => print(false)}
                  >
                    {t("print.labels", { count: labels.length })}
                  </Button>
                )}
              </div>
            </>
          )
        }
      >
        <div className="lab-notes">
          {trouble && (
            <ProblemNote
              problem={trouble}
              onAcknowledge={fetching.problem ? fetching.acknowledge : undefined}
            />
          )}
          <PrintTrouble
            problem={printing.problem}
            batch={printing.batch}
            noPrinters={printers.data?.length === 0}
            unreachable={printers.error ? problemOf(printers.error) : null}
            onAcknowledge={printing.acknowledge}
          />
        </div>
        {labels.length > 1 && <Boxes labels={labels} order={order} index={index} onPick={setIndex} />}
        {label && (
          <div className="lab-bar">
            {(box?.tracking_no ?? parcel) && (
              <CodeText code={box?.tracking_no ?? parcel ?? ""} grouped copyable />
            )}
            <span className="grow" />
            {hasTransfer ? (
              <SegmentedControl
                label={t("kind.title")}
                segments={[
                  { value: "label", label: t("kind.label") },
                  { value: "transfer", label: t("kind.transfer") },
                ]}
                value={kind}
                onValue={setKind}
              />
            ) : (
              <Button
                variant="ghost"
                keys="x"
                busy={fetching.since ?? false}
                onClick={() => void fetching.transfer()}
              >
                {t("transfer.fetch")}
              </Button>
            )}
          </div>
        )}
        {label && <PaperBar view={view} onView={setView} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and Enter prints from here */}
        <section ref={paper} className={fits ? "paper fits" : "paper"} tabIndex={0} aria-label={name}>
          {label ? (
            <LabelPaper
              orderNo={orderNo}
              kind={kind}
              layout={choice.layout}
              label={label}
              name={name}
              view={view}
              onCount={setPages}
            />
          ) : (
            <LabelMissing
              order={order}
              loading={shown.isPending}
              since={fetching.since}
              onFetch={() => void fetching.fetch()}
            />
          )}
        </section>
      </Panel>
    </div>
  );
}

/** The boxes of an order, each with its label. */
function Boxes({
  labels,
  order,
  index,
  onPick,
}: {
  labels: OrderDocument["labels"];
  order: OrderDocument | undefined;
  index: number;
  onPick: (index: number) => void;
}) {
  const { t } = useTranslation("label");
  return (
    <div role="group" className="lab-boxes" aria-label={t("boxes")}>
      {labels.map((label, place) => {
        const box = order?.boxes.find((one) => one.box_no === label.box_no);
        return (
          <button
            key={label.sha256 + label.box_no}
            type="button"
            aria-pressed={place === index}
            onClick={() => onPick(place)}
          >
            {t("box", { box: place + 1, boxes: labels.length })}
            <small className="mono">{box?.tracking_no?.slice(-8) ?? label.box_no}</small>
          </button>
        );
      })}
      <span className="row">
        <Kbd keys="ArrowLeft" />
        <Kbd keys="ArrowRight" />
      </span>
    </div>
  );
}
