import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Select, useKeys } from "~/design";
import { FilePreview, printerName } from "~/features/label";
import { useFormat } from "~/i18n/format";
import type { PodDocument } from "~/ipc/bindings";
import type { PodDeeds } from "./usePodDeeds";
import type { PodPlace } from "./usePodPlace";

const ZOOMS = ["fit", 1, 1.5, 2, 3] as const;
type Zoom = (typeof ZOOMS)[number];

/** A proof over the window: ←→ turn the pages and then the files, + and − make it larger and smaller. */
export function PodDialog({
  open,
  pod,
  title,
  place,
  deeds,
  onClose,
}: {
  open: boolean;
  pod: PodDocument;
  title: string;
  place: PodPlace;
  deeds: PodDeeds;
  onClose: () => void;
}) {
  const paper = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>("fit");
  const step = (by: number) => setZoom((now) => ZOOMS[ZOOMS.indexOf(now) + by] ?? now);
  const copy = deeds.copy && (() => void deeds.copy?.(paper.current));
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={<PodTitle title={title} place={place} />}
      actions={<PodActions pod={pod} deeds={deeds} onCopy={copy} />}
      initialFocus={paper}
      wide
    >
      <PodKeys
        place={place}
        onClose={onClose}
        onZoom={step}
        onPrint={() => (deeds.printer ? void deeds.print(pod) : focusPrinter())}
        onSave={() => void deeds.save()}
        onCopy={copy}
      />
      <PodBar place={place} zoom={zoom} onZoom={step} />
      <div
        ref={paper}
        className={zoom === "fit" ? "paper pod-large fits" : "paper pod-large"}
        // the arrows turn pages, so only the other keys scroll what is larger than the window
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and whoever has opened it is in it
        tabIndex={0}
        role="group"
        aria-label={title}
      >
        <FilePreview
          key={pod.sha256}
          sha256={pod.sha256}
          label={title}
          page={place.page}
          zoom={zoom}
          mediaType={pod.media_type}
          onCount={place.onCount}
        />
      </div>
    </Dialog>
  );
}

/** Where nobody said which printer, that is asked before anything is printed. */
const focusPrinter = () => document.querySelector<HTMLElement>(".pod-printer")?.focus();

function PodTitle({ title, place: { page, pages } }: { title: string; place: PodPlace }) {
  const { t } = useTranslation("track");
  return (
    <>
      {title}
      {pages !== null && pages > 1 && (
        <small className="mut pod-page">{t("pods.page", { page: page + 1, pages })}</small>
      )}
    </>
  );
}

/** Turning and zooming. */
function PodBar({ place, zoom, onZoom }: { place: PodPlace; zoom: Zoom; onZoom: (by: 1 | -1) => void }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  return (
    <div className="pod-bar">
      <Button keys="ArrowLeft" onClick={place.last} disabled={!place.hasLast}>
        {t(`pods.last.${place.lastIs}`)}
      </Button>
      <Button keys="ArrowRight" onClick={place.next} disabled={!place.hasNext}>
        {t(`pods.next.${place.nextIs}`)}
      </Button>
      <span className="grow" />
      <Button keys="-" onClick={() => onZoom(-1)} disabled={zoom === "fit"}>
        {t("pods.smaller")}
      </Button>
      <span className="small mut zoom" aria-live="polite">
        {zoom === "fit" ? t("pods.fit") : t("pods.zoom", { percent: format.percent(zoom) })}
      </span>
      <Button keys="+" onClick={() => onZoom(1)} disabled={zoom === ZOOMS.at(-1)}>
        {t("pods.larger")}
      </Button>
    </div>
  );
}

/** Copying, saving, and printing on the printer that stands beside it. */
function PodActions({
  pod,
  deeds,
  onCopy,
}: {
  pod: PodDocument;
  deeds: PodDeeds;
  onCopy: (() => void) | null;
}) {
  const { t } = useTranslation("track");
  return (
    <>
      {onCopy && (
        <Button icon="copy" keys="Control+c" onClick={onCopy}>
          {t("pods.copy")}
        </Button>
      )}
      <Button icon="download" keys="s" busy={deeds.saving} onClick={() => void deeds.save()}>
        {t("pods.save")}
      </Button>
      <span className="grow" />
      <Select
        aria-label={t("pods.printer")}
        className="pod-printer"
        options={deeds.printers.map((one) => ({
          value: one.name,
          label: printerName(one, deeds.printers),
          hint: one.location || undefined,
          disabled: !one.takes_pages,
        }))}
        value={deeds.printer?.name ?? null}
        onValue={deeds.choosePrinter}
        placeholder={t(deeds.printers.length > 0 ? "pods.choosePrinter" : "pods.noPrinter")}
      />
      <Button
        variant="primary"
        icon="print"
        keys="p"
        busy={deeds.printing}
        disabled={!deeds.printer}
        onClick={() => void deeds.print(pod)}
      >
        {t("pods.print")}
      </Button>
    </>
  );
}

function PodKeys({
  place,
  onClose,
  onZoom,
  onPrint,
  onSave,
  onCopy,
}: {
  place: PodPlace;
  onClose: () => void;
  onZoom: (by: 1 | -1) => void;
  onPrint: () => void;
  onSave: () => void;
  onCopy: (() => void) | null;
}) {
  const { t } = useTranslation("track");
  useKeys(
    "pod",
    [
      { keys: "Space", label: t("keys.pod"), run: onClose },
      { keys: "ArrowRight", label: t(`pods.next.${place.nextIs}`), run: place.next },
      { keys: "ArrowLeft", label: t(`pods.last.${place.lastIs}`), run: place.last },
      { keys: "+", label: t("pods.larger"), run: () => onZoom(1) },
      { keys: "-", label: t("pods.smaller"), run: () => onZoom(-1) },
      { keys: "p", label: t("pods.print"), run: onPrint },
      { keys: "s", label: t("pods.save"), run: onSave },
      {
        keys: "Control+c",
        label: t("pods.copy"),
        run: () => onCopy?.(),
        when: () => onCopy !== null && document.getSelection()?.toString() === "",
      },
    ],
    { layer: "dialog" },
  );
  return null;
}
