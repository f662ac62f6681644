import { useTranslation } from "react-i18next";

/** What the columns of a box's goods are. Each field says it itself, too. */
export function ItemHead({ currency }: { currency: string }) {
  const { t } = useTranslation("orderForm");
  return (
    <div className="it ih" aria-hidden="true">
      <span>{t("field.sku")}</span>
      <span>{t("field.name_cn")}</span>
      <span>{t("field.name_en")}</span>
      <span className="num">{t("field.quantity")}</span>
      <span className="num">
        {t("field.unit_price")} {currency}
      </span>
      <span className="num">{t("field.unit_weight_kg")} kg</span>
      <span>{t("field.hs_code")}</span>
      <span>{t("field.battery")}</span>
      <span className="num">{t("item.sum")}</span>
      <span />
    </div>
  );
}
