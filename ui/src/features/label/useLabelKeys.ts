import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "~/design";
import type { LabelPanelState } from "./useLabelPanel";

/** The keys of the panel, while the focus is in it. */
export function useLabelKeys(
  panel: LabelPanelState,
  root: RefObject<HTMLElement | null>,
  fields: RefObject<HTMLElement | null>,
  onClose: (() => void) | undefined,
): void {
  const { t } = useTranslation("label");
  const { labels, hasTransfer, parcel, wasPrinted, print, openTimeline, step, setView, fetching } = panel;
  const enter = () => {
    if (labels.length === 0) return;
    if (!wasPrinted) return print(false);
    openTimeline();
  };
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
}
