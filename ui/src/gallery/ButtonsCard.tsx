import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/design";
import { Card } from "./Gallery";

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="sp1">
      <span className="small dim">{name}</span>
      {children}
    </div>
  );
}

/** Buttons in all states. */
export function ButtonsCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "buttons" });
  const states = [
    ["hover", "is-hover"],
    ["focus", "is-focus"],
    ["pressed", "is-active"],
  ] as const;
  return (
    <Card title={t("title")}>
      <div className="wrap">
        {(["primary", "plain"] as const).map((variant) => (
          <div key={variant} className="wrap">
            <State name={t(variant)}>
              <Button variant={variant}>{t(variant === "primary" ? "buy" : "compare")}</Button>
            </State>
            {states.map(([name, look]) => (
              <State key={name} name={t(name)}>
                <Button variant={variant} className={look}>
                  {t(variant === "primary" ? "buy" : "compare")}
                </Button>
              </State>
            ))}
            <State name={t("off")}>
              <Button variant={variant} disabled>
                {t(variant === "primary" ? "buy" : "compare")}
              </Button>
            </State>
          </div>
        ))}
        <State name={t("danger")}>
          <Button variant="danger">{t("cancel_order")}</Button>
        </State>
        <State name={t("ghost")}>
          <Button variant="ghost">{t("other_printer")}</Button>
        </State>
        <State name={t("link")}>
          <Button variant="link">{t("why")}</Button>
        </State>
        <State name={t("busy")}>
          <Button variant="primary" busy={Date.now() - 3000}>
            {t("buying")}
          </Button>
        </State>
        <State name={t("with_key")}>
          <Button variant="primary" keys="Enter">
            {t("buy")} CNY 42.80
          </Button>
        </State>
      </div>
    </Card>
  );
}
