import { useTranslation } from "react-i18next";
import { Button, Dialog, useKeys } from "~/design";
import { PrinterMark, printerName } from "~/features/label";
import type { PrinterDocument } from "~/ipc/bindings";

/** To which printer the rest of a batch goes: 1 to 9. */
export function MoveDialog({
  open,
  printers,
  count,
  onMove,
  onClose,
}: {
  open: boolean;
  printers: readonly PrinterDocument[];
  count: number;
  onMove: (name: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("print");
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
      {printers.length === 0 && <p>{t("move.none")}</p>}
      <ul className="move">
        {printers.map((printer, index) => (
          <li key={printer.name}>
            <Button
              keys={index < 9 ? String(index + 1) : undefined}
              disabled={!printer.takes_pages}
              onClick={() => onMove(printer.name)}
            >
              <span className="grow cut">{printerName(printer)}</span>
              <PrinterMark printer={printer} />
            </Button>
          </li>
        ))}
      </ul>
      <MoveKeys printers={printers} onMove={onMove} />
    </Dialog>
  );
}

function MoveKeys({
  printers,
  onMove,
}: {
  printers: readonly PrinterDocument[];
  onMove: (name: string) => void;
}) {
  useKeys(
    "move",
    printers.slice(0, 9).map((printer, index) => ({
      keys: String(index + 1),
      label: printerName(printer),
      run: () => onMove(printer.name),
      when: printer.takes_pages,
    })),
    { layer: "dialog" },
  );
  return null;
}
