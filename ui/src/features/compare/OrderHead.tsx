import { useTranslation } from "react-i18next";
import { Skeleton, Weight } from "~/design";
import { plus } from "~/i18n/arithmetic";
import { useFormat } from "~/i18n/format";
import type { OrderDocument } from "~/ipc/bindings";

/** The order in one line: to whom, and how heavy. */
export function OrderHead({ order, others }: { order: OrderDocument | undefined; others: number }) {
  const { t } = useTranslation("compare");
  const format = useFormat();
  if (!order)
    return (
      <div className="cmp-h">
        <Skeleton width={160} />
        <Skeleton width={90} />
      </div>
    );
  const { recipient, boxes } = order;
  const weight = boxes.reduce<string | null>(
    (sum, box) => (sum === null || box.weight_kg === null ? null : plus(sum, box.weight_kg)),
    "0",
  );
  return (
    <div className="cmp-h">
      <span className="cut">
        {recipient?.name}
        <i className="dot" />
        {recipient?.postcode} {recipient?.city}{" "}
        <b title={recipient ? format.country(recipient.country) : undefined}>{recipient?.country}</b>
      </span>
      <span className="nw">
        {t("head.boxes", { count: boxes.length })}
        <i className="dot" />
        <Weight kg={weight} />
        {others > 0 && (
          <>
            <i className="dot" />
            {t("head.others", { count: others })}
          </>
        )}
      </span>
    </div>
  );
}
