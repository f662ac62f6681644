import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useAble } from "~/app/useAble";
import { Button, useKeys } from "~/design";
import { ELSEWHERE } from "./place";

/** The way to the orders that were made at a provider, where an account shows them. */
export function WayElsewhere() {
  const { t } = useTranslation("isp");
  const [, go] = useLocation();
  const able = (useAble("foreign_orders") ?? []).length > 0;
  useKeys("elsewhere", [{ keys: "w", label: t("way"), run: () => go(ELSEWHERE), when: able }]);
  if (!able) return null;
  return (
    <Button variant="ghost" icon="globe" keys="w" title={t("way")} onClick={() => go(ELSEWHERE)}>
      <span className="fold">{t("short")}</span>
    </Button>
  );
}
