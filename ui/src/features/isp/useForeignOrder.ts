import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { compareAmounts } from "~/i18n/arithmetic";
import { commands, type ForeignMeasure, type ForeignOrderDocument } from "~/ipc/bindings";
import { useAsked } from "~/ipc/useAsked";
import type { OrderKey } from "./place";

/** An order that was made at a provider, as the folder knows it, and what its account says now. */
export function useForeignOrder(account: string, name: OrderKey) {
  const { t } = useTranslation("isp");
  const order = "order" in name ? name.order : null;
  const reference = "reference" in name ? name.reference : null;
  return useAsked<ForeignOrderDocument>({
    key: ["orders", "elsewhere", account, order, reference],
    read: (ask) => commands.ispShow(account, order, reference, ask),
    isHere: () => true,
    troubleOf: ({ error }) => error,
    onFresh: () => notify.success(t("asked")),
  });
}

const SIDES = ["length_cm", "width_cm", "height_cm"] as const;

/** What of a parcel was measured otherwise than declared. What was not measured differs from nothing. */
export function differencesOf(
  declared: ForeignMeasure,
  measured: ForeignMeasure,
): { weight: boolean; size: boolean } {
  const differs = (name: keyof ForeignMeasure) => {
    const [said, found] = [declared[name], measured[name]];
    return said !== null && found !== null && compareAmounts(said, found) !== 0;
  };
  return { weight: differs("weight_kg"), size: SIDES.some(differs) };
}

/** The three sides; `null` where one of them is not known. */
export function sidesOf(measure: ForeignMeasure): string[] | null {
  const sides = SIDES.map((side) => measure[side]);
  return sides.every((side) => side !== null) ? sides.map(String) : null;
}
