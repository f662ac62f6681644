import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, Kbd, useKeys } from "~/design";
import { FilePreview } from "~/features/label";
import { useFormat } from "~/i18n/format";
import type { PodDocument, TrackDocument } from "~/ipc/bindings";
import { PodDialog } from "./parcel/PodDialog";
import { PodStateNote } from "./parcel/PodState";
import { type PodDeeds, usePodDeeds } from "./parcel/usePodDeeds";
import { type PodPlace, usePodPlace } from "./parcel/usePodPlace";

/** The proofs of delivery that are stored here: they open without network, and long after their links died. */
export function Pods({ track }: { track: TrackDocument }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const { pods } = track;
  const place = usePodPlace(pods);
  const deeds = usePodDeeds(track.number);
  const [large, setLarge] = useState(false);
  const { pod } = place;
  const here = pod !== undefined;
  useKeys("pods", [
    { keys: "Space", label: t("keys.pod"), run: () => setLarge(true), when: here },
    {
      keys: "ArrowRight",
      label: t(`pods.next.${place.nextIs}`),
      run: place.next,
      when: place.hasNext,
      hidden: true,
    },
    {
      keys: "ArrowLeft",
      label: t(`pods.last.${place.lastIs}`),
      run: place.last,
      when: place.hasLast,
      hidden: true,
    },
    // where it goes to stands in the preview: nothing is printed before that was seen
    { keys: "p", label: t("pods.print"), run: () => setLarge(true), when: here },
    { keys: "s", label: t("pods.save"), run: () => void deeds.save(), when: here },
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
      <PodStateNote track={track} />
      {pod && (
        <>
          <Strip pods={pods} at={place.file} nameOf={nameOf} onOpen={place.open} />
          <Preview pod={pod} label={nameOf(place.file)} place={place} />
          <PodFoot deeds={deeds} onLarge={() => setLarge(true)} />
          <PodDialog
            open={large}
            pod={pod}
            title={nameOf(place.file)}
            place={place}
            deeds={deeds}
            onClose={() => setLarge(false)}
          />
        </>
      )}
    </section>
  );
}

function Strip({
  pods,
  at,
  nameOf,
  onOpen,
}: {
  pods: readonly PodDocument[];
  at: number;
  nameOf: (index: number) => string;
  onOpen: (index: number) => void;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const pod = pods[at];
  return (
    <div className="pods">
      {pods.map((one, index) => (
        <button
          key={one.sha256}
          type="button"
          className={index === at ? "pd on" : "pd"}
          aria-pressed={index === at}
          aria-label={nameOf(index)}
          onClick={() => onOpen(index)}
        >
          <FilePreview sha256={one.sha256} label="" page={0} mediaType={one.media_type} />
          <em>{shortType(one.media_type)}</em>
        </button>
      ))}
      {pod && (
        <div className="small mut pm">
          <p>
            <Icon name="lock" size={14} />{" "}
            {t("pods.stored", { at: `${format.date(pod.fetched_at)} ${format.time(pod.fetched_at)}` })}
          </p>
          <p className="mono dim" title={pod.sha256}>
            {t("pods.hash", { hash: shortHash(pod.sha256) })}
          </p>
        </div>
      )}
    </div>
  );
}

function Preview({ pod, label, place }: { pod: PodDocument; label: string; place: PodPlace }) {
  const { t } = useTranslation("track");
  return (
    <div className="pv">
      <FilePreview
        key={pod.sha256}
        sha256={pod.sha256}
        label={label}
        page={place.page}
        mediaType={pod.media_type}
        onCount={place.onCount}
      />
      {place.pages !== null && place.pages > 1 && (
        <small className="mut">{t("pods.page", { page: place.page + 1, pages: place.pages })}</small>
      )}
    </div>
  );
}

function PodFoot({ deeds, onLarge }: { deeds: PodDeeds; onLarge: () => void }) {
  const { t } = useTranslation("track");
  return (
    <div className="pod-foot">
      <Button variant="ghost" icon="image" keys="Space" onClick={onLarge}>
        {t("pods.open")}
      </Button>
      <span className="grow" />
      <Button variant="ghost" icon="print" keys="p" onClick={onLarge}>
        {t("pods.printAsk")}
      </Button>
      <Button variant="ghost" icon="download" keys="s" busy={deeds.saving} onClick={() => void deeds.save()}>
        {t("pods.save")}
      </Button>
    </div>
  );
}

const shortType = (mediaType: string) =>
  (mediaType.split("/").at(-1) ?? mediaType).replace("jpeg", "jpg").toUpperCase();
const shortHash = (sha256: string) => `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;
