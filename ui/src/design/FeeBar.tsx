import { useTranslation } from "react-i18next";
import { useFormat } from "~/i18n/format";
import { Money } from "./Money";

/** The five parts of a price in their fixed order; decimal texts, `null` where the provider does not tell. */
export interface FeeParts {
  postage: string | null;
  registration: string | null;
  handling: string | null;
  other: string | null;
  fuel: string | null;
}

const PARTS = ["postage", "registration", "handling", "other", "fuel"] as const;

/** What a fee bar takes. */
export interface FeeBarProps {
  parts: FeeParts;
  currency: string;
  /** The amount that fills the whole width, so that bars below each other compare; the sum of the parts unless told. */
  full?: number;
}

/** The five parts of a price as one bar. */
export function FeeBar({ parts, currency, full }: FeeBarProps) {
  const { t } = useTranslation("design");
  const format = useFormat();
  // widths alone: the amounts themselves stay text
  const widths = PARTS.map((part) => Math.max(0, Number(parts[part] ?? 0)) || 0);
  const whole = full || widths.reduce((sum, width) => sum + width, 0) || 1;
  const says = PARTS.filter((part) => parts[part] !== null).map(
    (part) => `${t(`fees.${part}`)} ${format.money(parts[part], currency)}`,
  );
  return (
    <div className="fees" role="img" aria-label={format.list(says)} title={says.join("\n")}>
      {PARTS.map((part, index) => (
        <i key={part} style={{ width: `${((widths[index] ?? 0) / whole) * 100}%` }} />
      ))}
    </div>
  );
}

/** The five parts of a price with their names and amounts. */
export function FeeList({ parts }: { parts: FeeParts }) {
  const { t } = useTranslation("design");
  return (
    <dl className="parts">
      {PARTS.map((part, index) => (
        <div key={part}>
          <dt>
            <i className={`d${index + 1}`} />
            {t(`fees.${part}`)}
          </dt>
          <dd>
            <Money amount={parts[part]} currency={null} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
