import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Field,
  Icon,
  NumberInput,
  notify,
  type Option,
  ProblemNote,
  Select,
  useBusy,
} from "~/design";
import {
  commands,
  type Layout,
  type PrinterDocument,
  type PrintSetting,
  type SettingsDocument,
} from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { SavedMark, Section } from "./parts";
import { troubleText, useSaving } from "./useSettings";

const LAYOUTS: readonly Layout[] = ["as-is", "100x150", "4x6", "a4", "a4-4up"];
/** A printer that is chosen by nobody; no printer has this name. */
const NONE = "";

/** Which printer prints what, on which paper, how often. */
export function PrintSection({ index, settings }: { index: number; settings: SettingsDocument }) {
  const { t } = useTranslation("settings");
  const printers = useQuery({ queryKey: ["printing", "printers"], queryFn: () => commands.printerList() });
  return (
    <Section id="print" index={index} title={t("print.title")}>
      {printers.error && <ProblemNote problem={problemOf(printers.error)} />}
      {printers.data?.length === 0 && <p className="mut">{t("print.noPrinters")}</p>}
      {settings.printers.map((setting) => (
        <Printing key={setting.kind} setting={setting} printers={printers.data ?? []} />
      ))}
    </Section>
  );
}

function Printing({ setting, printers }: { setting: PrintSetting; printers: readonly PrinterDocument[] }) {
  const { t } = useTranslation("settings");
  const { save, troubles } = useSaving();
  const { kind } = setting;
  const name = t(`kind.${kind}`);
  const label = (what: string) => t("print.of", { kind: name, what });
  const chosen = printers.find((printer) => printer.name === setting.printer);
  const isGone = chosen?.state === "gone";
  const isTaken = (layout: Layout) => !chosen || isGone || chosen.layouts.includes(layout);
  return (
    <fieldset className="set-printing">
      <legend>{name}</legend>
      <Field
        label={t("print.printer")}
        error={troubleText(troubles[`printer.${kind}`]) ?? (isGone ? t("print.isGone") : undefined)}
        end={<SavedMark of={`printer.${kind}`} />}
      >
        <Select
          options={printerOptions(printers, setting.printer, t("print.none"), t("print.gone"))}
          value={setting.printer ?? NONE}
          onValue={(value) => void save(`printer.${kind}`, value, label(t("print.printer")))}
        />
      </Field>
      <Field
        label={t("print.layout")}
        error={troubleText(troubles[`layout.${kind}`])}
        check={isTaken(setting.layout) ? undefined : t("print.isNotTaken")}
        end={<SavedMark of={`layout.${kind}`} />}
      >
        <Select
          options={LAYOUTS.map((value) => ({
            value,
            label: t(`layout.${value}`),
            hint: isTaken(value) ? undefined : t("print.notTaken"),
          }))}
          value={setting.layout}
          onValue={(value) => void save(`layout.${kind}`, value, label(t("print.layout")))}
        />
      </Field>
      <Copies setting={setting} label={label(t("print.copies"))} />
      <TestPage printer={setting.printer} />
    </fieldset>
  );
}

function printerOptions(
  printers: readonly PrinterDocument[],
  chosen: string | null,
  none: string,
  gone: string,
): Option[] {
  const known = printers.map((printer) => ({
    value: printer.name,
    label: printer.name,
    hint: printer.state === "gone" ? gone : printer.info || printer.model,
  }));
  const missing = chosen !== null && !printers.some((printer) => printer.name === chosen);
  const lost = missing ? [{ value: chosen, label: chosen }] : [];
  return [{ value: NONE, label: none }, ...known, ...lost];
}

/** Copies are saved when the field is left: nobody means 1 on the way to 12. */
function Copies({ setting, label }: { setting: PrintSetting; label: string }) {
  const { t } = useTranslation("settings");
  const { save, troubles } = useSaving();
  const [typed, setTyped] = useState<string | null>(null);
  const key = `copies.${setting.kind}`;
  const commit = async () => {
    if (typed !== null && (typed === `${setting.copies}` || (await save(key, typed, label)))) setTyped(null);
  };
  return (
    <Field
      label={t("print.copies")}
      error={troubleText(troubles[key])}
      end={<SavedMark of={key} />}
      className="set-copies"
    >
      <NumberInput
        value={typed ?? `${setting.copies}`}
        onValue={setTyped}
        decimals={0}
        onBlur={() => void commit()}
        onKeyDown={(event) => event.key === "Enter" && void commit()}
      />
    </Field>
  );
}

function TestPage({ printer }: { printer: string | null }) {
  const { t } = useTranslation("settings");
  const { run, since } = useBusy<"print">();
  const print = (on: string) =>
    run("print", async () => {
      try {
        await commands.printTest(on);
        notify.success(t("print.testSent", { printer: on }));
      } catch (error) {
        notify.problem(problemOf(error));
      }
    });
  return (
    <Button
      className="set-test-page"
      disabled={printer === null}
      busy={since("print")}
      onClick={() => printer !== null && void print(printer)}
    >
      <Icon name="print" />
      {t("print.test")}
    </Button>
  );
}
