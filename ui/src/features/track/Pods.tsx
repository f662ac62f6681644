import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Icon, Kbd, useKeys } from "~/design";
import { FilePreview } from "~/features/label/FilePreview";
import { useFormat } from "~/i18n/format";
import type { PodDocument } from "~/ipc/bindings";

const ZOOMS = ["fit", 1, 1.5, 2, 3] as const;
type Zoom = (typeof ZOOMS)[number];

/** The proofs of delivery that are stored here: they open without network, and long after their links died. */
export function Pods({ pods }: { pods: readonly PodDocument[] }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const [place, setPlace] = useState(0);
  const [large, setLarge] = useState(false);
  const at = Math.min(place, pods.length - 1);
  const pod = pods[at];
  useKeys("pods", [
    { keys: "Space", label: t("keys.pod"), run: () => setLarge(true), when: pod !== undefined },
    {
      keys: "ArrowRight",
      label: t("pods.next"),
      run: () => setPlace(at + 1),
      when: at < pods.length - 1,
      hidden: true,
    },
    { keys: "ArrowLeft", label: t("pods.last"), run: () => setPlace(at - 1), when: at > 0, hidden: true },
  ]);
  const nameOf = (index: number) => t("pods.one", { place: index + 1, count: pods.length });
  return (
    <section className="pb" aria-label={t("pods.title")}>
      <h2 className="sec">
        {t("pods.title")}
        {pods.length > 0 && <span className="small mut count">{format.number(pods.length)}</span>}
        <span className="grow" />
        {pod && <Kbd keys="Space" />}
      </h2>
      {!pod && <p className="mut">{t("pods.none")}</p>}
      {pod && (
        <>
          <div className="pods">
            {pods.map((one, index) => (
              <button
                key={one.sha256}
                type="button"
                className={index === at ? "pd on" : "pd"}
                aria-pressed={index === at}
                aria-label={nameOf(index)}
                onClick={() => setPlace(index)}
              >
                <FilePreview sha256={one.sha256} label="" page={0} mediaType={one.media_type} />
                <em>{shortType(one.media_type)}</em>
              </button>
            ))}
            <div className="small mut pm">
              <p>
                <Icon name="lock" size={14} />{" "}
                {t("pods.stored", { at: `${format.date(pod.fetched_at)} ${format.time(pod.fetched_at)}` })}
              </p>
              <p className="mono dim" title={pod.sha256}>
                {t("pods.hash", { hash: shortHash(pod.sha256) })}
              </p>
            </div>
          </div>
          <div className="pv">
            <FilePreview key={pod.sha256} sha256={pod.sha256} label={nameOf(at)} mediaType={pod.media_type} />
          </div>
          <LargePod
            open={large}
            pod={pod}
            title={nameOf(at)}
            onClose={() => setLarge(false)}
            onTurn={(by) => setPlace(Math.max(0, Math.min(pods.length - 1, at + by)))}
          />
        </>
      )}
    </section>
  );
}

/** A proof over the window: ←→ turn to the others, + and − make it larger and smaller. */
function LargePod({
  open,
  pod,
  title,
  onClose,
  onTurn,
}: {
  open: boolean;
  pod: PodDocument;
  title: string;
  onClose: () => void;
  onTurn: (by: 1 | -1) => void;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const [zoom, setZoom] = useState<Zoom>("fit");
  const step = (by: 1 | -1) => setZoom((now) => ZOOMS[ZOOMS.indexOf(now) + by] ?? now);
  const actions = (
    <>
      <Button keys="-" onClick={() => step(-1)} disabled={zoom === "fit"}>
        {t("pods.smaller")}
      </Button>
      <span className="small mut zoom">
        {zoom === "fit" ? t("pods.fit") : t("pods.zoom", { percent: format.percent(zoom) })}
      </span>
      <Button keys="+" onClick={() => step(1)} disabled={zoom === ZOOMS.at(-1)}>
        {t("pods.larger")}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title={title} actions={actions} wide>
      <LargeKeys onClose={onClose} onTurn={onTurn} onZoom={step} />
      <div className={zoom === "fit" ? "paper pod-large fits" : "paper pod-large"}>
        <FilePreview
          key={pod.sha256}
          sha256={pod.sha256}
          label={title}
          zoom={zoom}
          mediaType={pod.media_type}
        />
      </div>
    </Dialog>
  );
}

function LargeKeys(act: { onClose: () => void; onTurn: (by: 1 | -1) => void; onZoom: (by: 1 | -1) => void }) {
  const { t } = useTranslation("track");
  useKeys(
    "pod",
    [
      { keys: "Space", label: t("keys.pod"), run: act.onClose, inFields: true },
      { keys: "ArrowRight", label: t("pods.next"), run: () => act.onTurn(1) },
      { keys: "ArrowLeft", label: t("pods.last"), run: () => act.onTurn(-1) },
      { keys: "+", label: t("pods.larger"), run: () => act.onZoom(1) },
      { keys: "-", label: t("pods.smaller"), run: () => act.onZoom(-1) },
    ],
    { layer: "dialog" },
  );
  return null;
}

const shortType = (mediaType: string) =>
  (mediaType.split("/").at(-1) ?? mediaType).replace("jpeg", "jpg").toUpperCase();
const shortHash = (sha256: string) => `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;
