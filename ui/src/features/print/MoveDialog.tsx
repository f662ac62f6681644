import { useTranslation } from "react-i18next";
import { Button, Dialog, useKeys } from "~/design";
import { PrinterMark, printerName } from "~/features/label";
import type { PrinterDocument } from "~/ipc/bindings";

/** To which printer the rest of a batch goes: 1 to 9. */
export function MoveDialog({
  open,
  printers,
  from,
  count,
  onMove,
  onClose,
}: {
  open: boolean;
  printers: readonly PrinterDocument[];
  /** Where it is now. */
  from: string;
  count: number;
  onMove: (name: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("print");
  const others = printers
    .filter(({ name }) => name !== from)
    .map((printer) => ({ printer, label: printerName(printer, printers) }));
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("move.title", { count })}
      actions={
        <Button keys="Escape" onClick={onClose}>
          {t("move.stay")}
        </Button>
      }
    >
      <p className="mut">{t("move.text")}</p>
      {others.length === 0 && <p>{t("move.none")}</p>}
      <ul className="move">
        {others.map(({ printer, label }, index) => (
          <li key={printer.name}>
            <Button
              keys={index < 9 ? String(index + 1) : undefined}
              disabled={!printer.takes_pages}
              onClick={() => onMove(printer.name)}
            >
              <span className="grow cut">{label}</span>
              <PrinterMark printer={printer} />
            </Button>
          </li>
        ))}
      </ul>
      <MoveKeys others={others} onMove={onMove} />
    </Dialog>
  );
}

function MoveKeys({
  others,
  onMove,
}: {
  others: readonly { printer: PrinterDocument; label: string }[];
  onMove: (name: string) => void;
}) {
  useKeys(
    "move",
    others.slice(0, 9).map(({ printer, label }, index) => ({
      keys: String(index + 1),
      label,
      run: () => onMove(printer.name),
      when: printer.takes_pages,
    })),
    { layer: "dialog" },
  );
  return null;
}
