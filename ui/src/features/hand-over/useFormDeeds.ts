import { useTranslation } from "react-i18next";
import { notify, useBusy } from "~/design";
import { printerTitle, useLeftOut } from "~/features/label";
import { usePrintChoice } from "~/features/label/usePrinting";
import { commands, type DocumentKind, type HandOverForm, type ScanFormDocument } from "~/ipc/bindings";
import { chooseWhere } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** What can be done with scan forms that are made, and with labels that were never printed. */
export function useFormDeeds() {
  const { t } = useTranslation("handOver");
  const { run, since } = useBusy<"print" | "save" | "fetch" | "confirm" | "labels">();
  const { setting, choice } = usePrintChoice("scan_form");
  const tellLeftOut = useLeftOut();

  const toPrinter = async (
    order_nos: string[],
    kind: DocumentKind,
    printer: string | null,
    again: boolean,
  ) => {
    try {
      const batch = await commands.print({ order_nos, kind, printer, copies: 0, layout: null, again });
      const [left] = batch.left_out;
      if (batch.total > 0) {
        const title = await printerTitle(batch.printer);
        notify.success(
          t(`printed.${kind === "label" ? "labels" : "forms"}`, { count: batch.total, printer: title }),
        );
      }
      if (left) tellLeftOut(batch);
      else if (batch.error) notify.problem(batch.error);
      readAgain(["printing", "orders"]);
    } catch (thrown) {
      const problem = problemOf(thrown);
      const reprint = () => void toPrinter(order_nos, kind, printer, true);
      const once = problem.code === "print.already" ? [{ label: t("again"), run: reprint }] : [];
      notify.problem(problem, once);
    }
  };
  const told = async (work: () => Promise<string | null>) => {
    try {
      const said = await work();
      if (said) notify.success(said);
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    }
  };

  return {
    since,
    /** Forms that were made just now go to the printer that the settings have for them; without one nobody prints. */
    printMade: async (made: readonly ScanFormDocument[]) => {
      const orders = made.flatMap(({ sha256, members }) => (sha256 ? (members[0]?.order_no ?? []) : []));
      if (setting?.printer && orders.length > 0) await toPrinter(orders, "scan_form", setting.printer, false);
    },
    print: (form: HandOverForm) =>
      run("print", () => toPrinter([form.order_no], "scan_form", choice.printer, false)),
    printLabels: (order_nos: string[]) => run("labels", () => toPrinter(order_nos, "label", null, false)),
    save: (form: HandOverForm, name: string) =>
      run("save", () =>
        told(async () => {
          const path = await chooseWhere(t("save.title"), name, [{ name: "PDF", extensions: ["pdf"] }]);
          if (path === null) return null;
          await commands.scanFormSave(form.id, path);
          return t("save.done", { path });
        }),
      ),
    fetch: (form: HandOverForm) =>
      run("fetch", () => told(() => commands.scanFormFetch(form.id).then(() => t("fetched")))),
    confirm: (form: HandOverForm) =>
      run("confirm", () => told(() => commands.scanFormConfirm(form.id).then(() => t("confirmed")))),
  };
}

export type FormDeeds = ReturnType<typeof useFormDeeds>;
