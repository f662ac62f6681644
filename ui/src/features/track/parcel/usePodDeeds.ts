import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { notify } from "~/design";
import { printerName } from "~/features/label";
import { usePrintChoice } from "~/features/label/usePrinting";
import { commands, type PodDocument } from "~/ipc/bindings";
import { chooseFolder } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { canCopyPicture, copyPicture } from "./picture";

/** What can be done with the proofs of a parcel: printed, saved, copied. All of it works offline. */
export function usePodDeeds(number: string) {
  const { t } = useTranslation("track");
  const sheets = usePrintChoice("scan_form");
  const labels = usePrintChoice("label");
  const transfers = usePrintChoice("transfer");
  const [chosen, choosePrinter] = useSessionState<string | null>("track.podPrinter", null);
  const [since, setSince] = useState<{ deed: "print" | "save"; at: number } | null>(null);
  const all = sheets.printers.data ?? [];
  const named = (name: string | null) => all.find((one) => one.name === name) ?? null;
  // the one that was chosen for proofs, else the one for sheets, else the system's own: never one of labels unasked
  const forLabels = [labels.setting?.printer, transfers.setting?.printer];
  const own = all.find(
    ({ name, is_default, takes_pages, label_stock }) =>
      is_default && takes_pages && !label_stock && !forLabels.includes(name),
  );
  // which ones are for labels is not known before the settings are read
  const proposed = sheets.ready ? (named(sheets.setting?.printer ?? null) ?? own) : null;
  const printer = named(chosen) ?? proposed ?? null;
  const during = async (deed: "print" | "save", run: () => Promise<string | null>) => {
    if (since) return;
    setSince({ deed, at: Date.now() });
    try {
      const said = await run();
      if (said) notify.success(said);
    } catch (error) {
      notify.problem(problemOf(error));
    } finally {
      setSince(null);
    }
  };
  return {
    printers: all,
    printer,
    choosePrinter,
    print: ({ sha256 }: PodDocument) =>
      during("print", async () => {
        if (!printer) return null;
        await commands.podPrint(sha256, printer.name);
        return t("pods.printed", { printer: printerName(printer, all) });
      }),
    save: () =>
      during("save", async () => {
        const folder = await chooseFolder(t("pods.saveWhere"));
        if (folder === null) return null;
        const { files } = await commands.podExport(number, folder);
        return t("pods.saved", { count: files.length, folder });
      }),
    copy: canCopyPicture()
      ? (place: ParentNode | null) =>
          copyPicture(place).then(
            () => notify.success(t("pods.copied")),
            () =>
              notify.problem({
                code: "clipboard",
                class: "local",
                message: t("answer.notCopied"),
                next_step: t("pods.notCopiedNext"),
              }),
          )
      : null,
    /** Since when it is printed, or saved. */
    printing: since?.deed === "print" ? since.at : undefined,
    saving: since?.deed === "save" ? since.at : undefined,
  };
}

export type PodDeeds = ReturnType<typeof usePodDeeds>;
