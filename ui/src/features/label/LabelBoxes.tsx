import { useTranslation } from "react-i18next";
import { Kbd } from "~/design";
import type { OrderDocument } from "~/ipc/bindings";

/** The boxes of an order, each with its label. */
export function LabelBoxes({
  labels,
  order,
  index,
  onPick,
}: {
  labels: OrderDocument["labels"];
  order: OrderDocument | undefined;
  index: number;
  onPick: (index: number) => void;
}) {
  const { t } = useTranslation("label");
  return (
    <div role="group" className="lab-boxes" aria-label={t("boxes")}>
      {labels.map((label, place) => {
        const box = order?.boxes.find((one) => one.box_no === label.box_no);
        return (
          <button
            key={label.sha256 + label.box_no}
            type="button"
            aria-pressed={place === index}
            onClick={() => onPick(place)}
          >
            {t("box", { box: place + 1, boxes: labels.length })}
            <small className="mono">{box?.tracking_no?.slice(-8) ?? label.box_no}</small>
          </button>
        );
      })}
      <span className="row">
        <Kbd keys="ArrowLeft" />
        <Kbd keys="ArrowRight" />
      </span>
    </div>
  );
}
