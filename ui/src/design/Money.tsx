import { useTranslation } from "react-i18next";
import { useFormat } from "~/i18n/format";

/** What an amount takes. */
export interface MoneyProps {
  /** Decimal text as the engine gives it; `null` where there is none. */
  amount: string | null | undefined;
  currency: string | null | undefined;
  /** A plus before what is above zero: for differences. */
  signed?: boolean;
  tone?: "good" | "warn" | "bad";
  className?: string;
}

/** An amount: the currency small and grey before the figure. Never a float. */
export function Money({ amount, currency, signed, tone, className }: MoneyProps) {
  const { t } = useTranslation("design");
  const format = useFormat();
  const classes = ["money", tone ?? "", className ?? ""].filter(Boolean).join(" ");
  if (amount === null || amount === undefined || amount === "") {
    return (
      <span className={classes}>
        <span aria-hidden="true">—</span>
        <span className="sr">{t("money.none")}</span>
      </span>
    );
  }
  return (
    <span className={classes}>
      {currency && <span className="c">{currency} </span>}
      {format.decimal(amount, signed ? "always" : "auto")}
    </span>
  );
}
