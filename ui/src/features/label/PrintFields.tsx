import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Field, NumberInput, Select } from "~/design";
import type { Layout, PrinterDocument } from "~/ipc/bindings";
import { printerName } from "./jobs";
import { MOST_COPIES, type PrintChoice } from "./usePrinting";

const LAYOUTS: readonly Layout[] = ["as-is", "100x150", "4x6", "a4", "a4-4up"];

/** Where, on what and how often. */
export function PrintFields({
  choice,
  copies,
  printers,
  onPrinter,
  onLayout,
  onCopies,
  place,
}: {
  choice: PrintChoice;
  /** The copies as typed. */
  copies: string;
  printers: readonly PrinterDocument[];
  onPrinter: (name: string) => void;
  onLayout: (layout: Layout) => void;
  onCopies: (text: string) => void;
  place?: RefObject<HTMLDivElement | null>;
}) {
  const { t } = useTranslation("label");
  const chosen = printers.find((one) => one.name === choice.printer);
  // a printer that is off is still the one that was chosen
  const gone =
    choice.printer !== null && !chosen
      ? [{ value: choice.printer, label: choice.printer, hint: t("printer.gone") }]
      : [];
  const fits = (layout: Layout) => !chosen || chosen.layouts.length === 0 || chosen.layouts.includes(layout);
  return (
    <div className="lab-how" ref={place}>
      <Field label={t("how.printer")}>
        <Select
          options={[
            ...printers.map((one) => ({
              value: one.name,
              label: printerName(one, printers),
              hint: one.location || undefined,
              disabled: !one.takes_pages,
            })),
            ...gone,
          ]}
          value={choice.printer}
          onValue={onPrinter}
          placeholder={t("how.choose")}
        />
      </Field>
      <Field label={t("how.layout")}>
        <Select
          options={LAYOUTS.map((layout) => ({
            value: layout,
            label: t(`layout.${layout}`),
            disabled: !fits(layout),
            hint: fits(layout) ? undefined : t("layout.unfit"),
          }))}
          value={choice.layout}
          onValue={onLayout}
        />
      </Field>
      <Field
        label={t("how.copies")}
        error={choice.copies === 0 ? t("how.copiesWrong", { most: MOST_COPIES }) : undefined}
      >
        <NumberInput value={copies} decimals={0} onValue={onCopies} />
      </Field>
    </div>
  );
}
