import { useTranslation } from "react-i18next";
import { useFormat } from "~/i18n/format";

/** A weight in decimal kilograms; `null` says that nobody weighed it. */
export function Weight({ kg, unit = true }: { kg: string | null | undefined; unit?: boolean }) {
  const { t } = useTranslation("design");
  const format = useFormat();
  if (kg === null || kg === undefined || kg === "")
    return <span className="dim nw">{t("measure.not_weighed")}</span>;
  return (
    <span className="nw">
      {format.decimal(kg)}
      {unit && "\u00a0kg"}
    </span>
  );
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
