import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import { useStatus } from "~/app/useStatus";
import { Button, CodeText, Empty, Icon, Note, ProblemNote, Skeleton, useKeys, useNow } from "~/design";
import { ParcelGoods } from "~/features/inbound/ParcelGoods";
import { useLanguage } from "~/i18n";
import { milliseconds, useAge, useFormat } from "~/i18n/format";
import type { TrackDocument } from "~/ipc/bindings";
import { Answer } from "./Answer";
import { Facts } from "./Facts";
import { Hero } from "./Hero";
import { Pods } from "./Pods";
import { Registrations } from "./parcel/Registrations";
import { useDisputePack } from "./parcel/useDisputePack";
import { parcelPlace, useWayBack } from "./place";
import { Sources } from "./Sources";
import { Timeline } from "./Timeline";
import { useNeighbours } from "./useNeighbours";
import { useParcel } from "./useParcel";

/** A parcel: one sentence, its facts, its timeline, who said so, its proofs, and the answer for the customer. */
export function ParcelPage({ number }: { number: string }) {
  const { t } = useTranslation("track");
  const [, go] = useLocation();
  const back = useWayBack();
  const parcel = useParcel(number);
  const { track, troubles } = parcel;
  const neighbours = useNeighbours(number, track);
  const dispute = useDisputePack(track);
  const [, setActive] = useSessionState<string | null>("track.active", null);
  const { own } = neighbours;
  useEffect(() => {
    if (own !== null) setActive(own);
  }, [own, setActive]);

  const turnTo = (next: string | null) => next !== null && go(parcelPlace(next), { replace: true });
  useKeys(
    "parcel",
    [
      {
        keys: "Escape",
        label: t("keys.acknowledge"),
        when: troubles.length > 0,
        run: parcel.acknowledge,
        hidden: true,
      },
      { keys: "Escape", label: t("keys.back"), run: () => go(back) },
      { keys: "F5", label: t("keys.check"), run: parcel.check },
      { keys: "d", label: t("dispute.deed"), run: dispute.write, when: track !== null },
      {
        keys: "j",
        label: t("keys.next"),
        run: () => turnTo(neighbours.next),
        when: neighbours.next !== null,
      },
      {
        keys: "k",
        label: t("keys.last"),
        run: () => turnTo(neighbours.last),
        when: neighbours.last !== null,
      },
    ],
    { title: t("keys.title") },
  );

  return (
    <div className="parcel">
      <div className="col">
        <Head number={shownNumber(number, track)} track={track} parcel={parcel} onBack={() => go(back)} />
        <Messages parcel={parcel} />
        {track ? <Body track={track} parcel={parcel} /> : <Nothing number={number} parcel={parcel} />}
      </div>
      {track && (
        <aside className="panel side" aria-label={t("answer.title")}>
          <div className="panel-body">
            <Pods track={track} />
            {track.goods.length > 0 && <ParcelGoods track={track} />}
            <Answer
              track={track}
              number={shownNumber(number, track)}
              country={neighbours.row?.country ?? null}
            />
            <div className="pb">
              <Button icon="download" keys="d" busy={dispute.since} onClick={dispute.write}>
                {t("dispute.deed")}
              </Button>
            </div>
          </div>
        </aside>
      )}
    </div>
  );
}

/** The number it was opened by, unless that is only an order's. */
function shownNumber(number: string, track: TrackDocument | null): string {
  return track && !track.numbers.includes(number) ? (track.numbers[0] ?? number) : number;
}

type Parcel = ReturnType<typeof useParcel>;

function Head({
  number,
  track,
  parcel,
  onBack,
}: {
  number: string;
  track: TrackDocument | null;
  parcel: Parcel;
  onBack: () => void;
}) {
  const { t } = useTranslation("track");
  return (
    <div className="top">
      <Button variant="ghost" icon="back" keys="Escape" aria-label={t("keys.back")} onClick={onBack} />
      <h1 className="parcel-no">
        <CodeText code={number} grouped copyable />
      </h1>
      <span className="grow" />
      {track && <AsOf at={track.fetched_at} />}
      <Button icon="refresh" keys="F5" busy={parcel.since ?? undefined} onClick={parcel.check}>
        {t("parcel.check")}
      </Button>
    </div>
  );
}

/** Too old to answer from, in minutes. */
const STALE_MINUTES = 6 * 60;

function AsOf({ at }: { at: string | null }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const words = useAge();
  const now = useNow();
  if (at === null) return <span className="age">{t("parcel.never")}</span>;
  const old = now - milliseconds(at) > STALE_MINUTES * 60_000;
  return (
    <span className={old ? "age old" : "age"} title={format.exact(at)}>
      <Icon name="clock" size={14} />
      {t("parcel.asOf", { age: words(at, now) })}
    </span>
  );
}

/** What the sources said when they were asked, until somebody has read it; and that nobody can be asked now. */
function Messages({ parcel: { problem, troubles, notHere, track } }: { parcel: Parcel }) {
  const { t } = useTranslation("track");
  const online = useStatus().data?.online ?? true;
  const shown = problem ? [problem] : notHere && !track ? [] : troubles;
  if (shown.length === 0 && online) return null;
  return (
    <div className="track-note">
      {!online && <Note tone="warn" icon="plug" title={t("parcel.offline")} />}
      {shown.map((one) => (
        <ProblemNote
          key={`${one.code} ${one.message}`}
          problem={
            track ? { ...one, next_step: [one.next_step, t("parcel.kept")].filter(Boolean).join(" ") } : one
          }
        />
      ))}
    </div>
  );
}

function Body({ track, parcel: { since, take } }: { track: TrackDocument; parcel: Parcel }) {
  const { t } = useTranslation("track");
  const { t: words } = useTranslation("design");
  const { language } = useLanguage();
  const now = useNow();
  const tongue = useMemo(() => ({ t, words, language, now }), [t, words, language, now]);
  return (
    <>
      <Hero track={track} tongue={tongue} />
      <Facts track={track} />
      <Timeline events={track.events} />
      <Sources sources={track.sources} since={since} />
      <Registrations track={track} onTrack={take} />
    </>
  );
}

/** No timeline: it is being opened, asked about, or nobody knows the number. */
function Nothing({ number, parcel }: { number: string; parcel: Parcel }) {
  const { t } = useTranslation("track");
  if (parcel.problem) return null;
  if (parcel.since !== null) {
    return (
      <div className="track-wait">
        <Sources sources={[]} since={parcel.since} />
      </div>
    );
  }
  if (!parcel.notHere) {
    return (
      <div className="hero" role="status" aria-label={t("parcel.opening")}>
        <Skeleton width={96} />
        <p className="sent">
          <Skeleton width={420} />
        </p>
        <Skeleton width={260} />
      </div>
    );
  }
  const [trouble] = parcel.troubles;
  if (trouble && trouble.code !== "tracking.not_found") {
    return (
      <div className="track-note">
        <ProblemNote problem={trouble} />
      </div>
    );
  }
  const check = (
    <Button variant="primary" icon="refresh" keys="F5" onClick={parcel.check}>
      {t("parcel.check")}
    </Button>
  );
  return (
    <>
      <h2 className="sr">{t("timeline.title")}</h2>
      <Empty
        icon="notfound"
        title={trouble ? t("parcel.nobody", { number }) : t("parcel.notHere", { number })}
        actions={check}
      >
        {trouble?.next_step || t("parcel.notHereNext")}
      </Empty>
    </>
  );
}
