import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { commands } from "~/ipc/bindings";
import type { PaperView } from "./LabelPaper";
import { useLabelFetch } from "./useLabelFetch";
import { usePrintChoice, usePrinting } from "./usePrinting";

/** What the panel of an order's labels knows and does. */
export type LabelPanelState = ReturnType<typeof useLabelPanel>;

/** The order as it is now, its labels of one kind, and which of them is looked at. */
function useLabels(orderNo: string) {
  const [kind, setKind] = useState<"label" | "transfer">("label");
  const [index, setIndex] = useState(0);
  const shown = useQuery({
    queryKey: ["orders", "show", orderNo],
    queryFn: () => commands.orderShow(orderNo),
  });
  const order = shown.data;
  const labels = useMemo(() => (order?.labels ?? []).filter((one) => one.kind === kind), [order, kind]);
  const hasTransfer = (order?.labels ?? []).some((one) => one.kind === "transfer");
  useEffect(() => {
    if (index >= labels.length) setIndex(Math.max(0, labels.length - 1));
  }, [index, labels.length]);
  const parcel = order?.tracking_no ?? order?.boxes.find((box) => box.tracking_no)?.tracking_no ?? null;
  const step = (by: number) => setIndex((now) => Math.max(0, Math.min(labels.length - 1, now + by)));
  return { shown, order, kind, setKind, labels, hasTransfer, index, setIndex, step, parcel };
}

/** The labels of an order, how they are looked at, and printing them. */
export function useLabelPanel(orderNo: string) {
  const { t } = useTranslation("label");
  const [, go] = useLocation();
  const [view, setView] = useState<PaperView>({ zoom: "fit", printed: false });
  const of = useLabels(orderNo);
  const { order, kind, labels, parcel } = of;
  const fetching = useLabelFetch(orderNo);
  const printing = usePrinting(orderNo, kind);
  const how = usePrintChoice(kind);
  const { printers, choice, ready } = how;

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
  const deeds = { openTimeline, before, wasPrinted, canPrint, print };
  return { ...of, ...deeds, orderNo, view, setView, fetching, printing, how };
}
