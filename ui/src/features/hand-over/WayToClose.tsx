import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useAble } from "~/app/useAble";
import { Button } from "~/design";
import { HAND_OVER } from "./place";

/** The way to the end of the day, where an account makes scan forms. */
export function WayToClose() {
  const { t } = useTranslation("handOver");
  const [, go] = useLocation();
  if ((useAble("scan_forms") ?? []).length === 0) return null;
  return (
    <Button variant="ghost" icon="truck" keys="F9" title={t("title")} onClick={() => go(HAND_OVER)}>
      <span className="fold">{t("title")}</span>
    </Button>
  );
}
