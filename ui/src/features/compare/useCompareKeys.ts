import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "~/design";
import { toPrint } from "./stage";
import type { Comparison } from "./useComparison";

/** What a key of the panel does beside asking and buying. */
export interface PanelDeeds {
  /** Begins to set a rate; nothing where there is none to set. */
  onRate: (() => void) | null;
  onPrint: (orderNos: readonly string[]) => void;
  /** A step back; nothing where there is none. */
  onBack: (() => void) | null;
}

/** The keys of the panel. Those that ask, buy and print work only while the focus is in it. */
export function useCompareKeys(
  root: RefObject<HTMLElement | null>,
  comparison: Comparison,
  { onRate, onPrint, onBack }: PanelDeeds,
): void {
  const { t } = useTranslation("compare");
  const { chosen, working, lost, buying, orderNos } = comparison;
  const { stage } = buying;
  const inside = () => root.current?.contains(document.activeElement) ?? false;
  const asked = stage.kind === "trouble" ? stage.orderNo : orderNos[0];
  useKeys(
    "compare",
    [
      { keys: "Enter", label: t("keys.buy"), run: comparison.buy, when: inside },
      {
        keys: "r",
        label: t("keys.retry"),
        run: () => comparison.retry(chosen),
        when: () => inside() && chosen !== null && !working,
      },
      {
        keys: "F5",
        label: t("keys.askAll"),
        run: comparison.askAll,
        when: () => inside() && !working,
      },
      { keys: "u", label: t("keys.rate"), run: () => onRate?.(), when: () => inside() && onRate !== null },
      {
        keys: "a",
        label: t("outcome.ask"),
        run: () => asked && void buying.settle(asked),
        when: () => inside() && lost,
      },
      {
        keys: "p",
        label: t("batch.print"),
        run: () => onPrint(toPrint(stage)),
        when: () => inside() && toPrint(stage).length > 0,
        hidden: true,
      },
      // shown alone, hidden with nothing to step back from
      { keys: "Escape", label: t("keys.back"), run: () => onBack?.(), when: onBack !== null },
    ],
    { layer: "panel", title: t("title") },
  );
}
