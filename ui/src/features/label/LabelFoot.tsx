import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/design";
import { Printed } from "./Printed";
import { PrintFields } from "./PrintFields";
import type { LabelPanelState } from "./useLabelPanel";

/** How the labels are printed, whether they were, and the way on. */
export function LabelFoot({
  panel,
  fields,
}: {
  panel: LabelPanelState;
  fields: RefObject<HTMLDivElement | null>;
}) {
  const { how, setView, printing, before } = panel;
  return (
    <>
      <PrintFields
        place={fields}
        choice={how.choice}
        copies={how.copies}
        printers={how.printers.data ?? []}
        onPrinter={(name) => void how.keep("printer", name)}
        onLayout={(layout) => {
          setView((now) => ({ ...now, printed: true }));
          void how.keep("layout", layout);
        }}
        onCopies={how.setCopies}
      />
      <Printed batch={printing.batch} before={before} />
      <PrintButtons panel={panel} />
    </>
  );
}

/** What was not printed is printed; what was leads on to its parcel, and can be printed again. */
function PrintButtons({ panel }: { panel: LabelPanelState }) {
  const { t } = useTranslation("label");
  const { labels, parcel, wasPrinted, canPrint, printing, print, openTimeline } = panel;
  const press = { icon: "print", disabled: !canPrint, busy: printing.since ?? false } as const;
  return (
    <div className="lab-act">
      <span className="grow" />
      {wasPrinted && (
        <Button keys="Control+r" {...press} onClick={() => print(true)}>
          {t("print.again")}
        </Button>
      )}
      {wasPrinted ? (
        <Button variant="primary" big keys="Enter" disabled={parcel === null} onClick={openTimeline}>
          {t("print.timeline")}
        </Button>
      ) : (
        <Button variant="primary" big keys="Enter" {...press} onClick={() => print(false)}>
          {t("print.labels", { count: labels.length })}
        </Button>
      )}
    </div>
  );
}
