import { useTranslation } from "react-i18next";
import { Button, CodeText, SegmentedControl } from "~/design";
import type { LabelPanelState } from "./useLabelPanel";

/** The number of the parcel on the label, and the transfer label beside it. */
export function LabelBar({ panel }: { panel: LabelPanelState }) {
  const { t } = useTranslation("label");
  const { order, labels, index, parcel, kind, setKind, hasTransfer, fetching } = panel;
  const boxNo = labels[index]?.box_no;
  const box = boxNo ? order?.boxes.find((one) => one.box_no === boxNo) : order?.boxes[0];
  const number = box?.tracking_no ?? parcel;
  return (
    <div className="lab-bar">
      {number && <CodeText code={number} grouped copyable />}
      <span className="grow" />
      {hasTransfer ? (
        <SegmentedControl
          label={t("kind.title")}
          segments={[
            { value: "label", label: t("kind.label") },
            { value: "transfer", label: t("kind.transfer") },
          ]}
          value={kind}
          onValue={setKind}
        />
      ) : (
        <Button
          variant="ghost"
          keys="x"
          busy={fetching.since ?? false}
          onClick={() => void fetching.transfer()}
        >
          {t("transfer.fetch")}
        </Button>
      )}
    </div>
  );
}
