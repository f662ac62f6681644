import { useTranslation } from "react-i18next";
import { decimalParts } from "~/i18n/decimal";
import { useFormat } from "~/i18n/format";

/** So many places at least where weights stand one below the other. */
const PLACES = 2;

/** A weight in decimal kilograms; `null` says that nobody weighed it. Without its unit it stands in a column. */
export function Weight({ kg, unit = true }: { kg: string | null | undefined; unit?: boolean }) {
  const { t } = useTranslation("design");
  const format = useFormat();
  if (kg === null || kg === undefined || kg === "")
    return <span className="dim nw">{t("measure.not_weighed")}</span>;
  return (
    <span className="nw">
      {format.decimal(unit ? kg : inColumn(kg))}
      {unit && "\u00a0kg"}
    </span>
  );
}

function inColumn(kg: string): string {
  const parts = decimalParts(kg);
  return parts ? `${parts.negative ? "-" : ""}${parts.whole}.${parts.fraction.padEnd(PLACES, "0")}` : kg;
}

/** Length × width × height in decimal centimetres; `null` says that nobody measured it. */
export function Size({ cm }: { cm: readonly (string | null)[] | null | undefined }) {
  const { t } = useTranslation("design");
  const format = useFormat();
  if (!cm || cm.length === 0 || cm.some((side) => side === null || side === "")) {
    return <span className="dim nw">{t("measure.not_measured")}</span>;
  }
  return <span className="nw">{cm.map((side) => format.decimal(side ?? "")).join(" × ")} cm</span>;
}
