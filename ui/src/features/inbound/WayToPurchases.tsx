import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useAble } from "~/app/useAble";
import { Button, useKeys } from "~/design";
import { PURCHASES } from "./place";

/** The way to the purchases, where an account knows of any. */
export function WayToPurchases() {
  const { t } = useTranslation("inbound");
  const [, go] = useLocation();
  const able = (useAble("purchases") ?? []).length > 0;
  useKeys("to purchases", [{ keys: "b", label: t("way"), run: () => go(PURCHASES), when: able }]);
  if (!able) return null;
  return (
    <Button variant="ghost" icon="boxback" keys="b" onClick={() => go(PURCHASES)}>
      {t("title")}
    </Button>
  );
}
