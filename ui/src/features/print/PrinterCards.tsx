import { useTranslation } from "react-i18next";
import { PrinterMark, printerName } from "~/features/label";
import { useFormat } from "~/i18n/format";
import type { PrinterDocument } from "~/ipc/bindings";
import { paperOf } from "./batch";

/** The printers side by side, each with its state, its paper and what waits for it. */
export function PrinterCards({
  printers,
  chosen,
  onChoose,
}: {
  printers: readonly PrinterDocument[];
  chosen: string | null;
  onChoose: (name: string) => void;
}) {
  const { t } = useTranslation("print");
  const format = useFormat();
  return (
    <ul className="prs" aria-label={t("printers")}>
      {printers.map((printer) => {
        const paper = printer.media_ready[0] ?? printer.media_default;
        const routes = printer.routes.map((route) => t(`route.${route}`));
        return (
          <li key={printer.name} className={printer.name === chosen ? "cur" : undefined}>
            <button
              type="button"
              className="pr"
              aria-pressed={printer.name === chosen}
              onClick={() => onChoose(printer.name)}
            >
              <span className="row">
                <b className="grow" title={printer.name}>
                  {printerName(printer, printers)}
                </b>
                <PrinterMark printer={printer} />
              </span>
              <span className="small mut cut">
                {paper ? paperOf(paper) : t("noPaper")}
                {printer.location && (
                  <>
                    <i className="dot" />
                    {printer.location}
                  </>
                )}
              </span>
              <span className="row small mut">
                <span className="cut grow">
                  {printer.takes_pages
                    ? routes.length > 0
                      ? format.list(routes)
                      : t("route.none")
                    : t("route.raw")}
                </span>
                <span className="nw">
                  {t("queued")} <b>{printer.queued + printer.jobs}</b>
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
