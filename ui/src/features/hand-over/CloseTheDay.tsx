import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useKeys } from "~/design";
import { HAND_OVER } from "./place";

/** F9, from wherever one is. */
export function CloseTheDay() {
  const { t } = useTranslation("handOver");
  const [, go] = useLocation();
  useKeys("close-the-day", [{ keys: "F9", label: t("title"), run: () => go(HAND_OVER), inFields: true }], {
    layer: "everywhere",
  });
  return null;
}
