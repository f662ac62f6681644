import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import {
  Age,
  Button,
  CodeText,
  Empty,
  Note,
  ProblemNote,
  Skeleton,
  StatusMark,
  Tabs,
  useKeys,
  useSecondsSince,
  Waiting,
} from "~/design";
import { Hero } from "~/features/track/Hero";
import { useTongue } from "~/features/track/parcel/useTongue";
import { parcelPlace } from "~/features/track/place";
import { Timeline } from "~/features/track/Timeline";
import type { InboundDocument, TrackDocument } from "~/ipc/bindings";
import { focusGoods, GoodsList } from "./GoodsList";
import { PURCHASES } from "./place";
import { goodsOf, type Purchase, trackingOf, usePurchase } from "./usePurchase";

/** A purchase on its way to our door: its parcels, and their goods as a receiving check-list. */
export function PurchasePage({ account, purchase }: { account: string; purchase: string }) {
  const { t } = useTranslation("inbound");
  const [, go] = useLocation();
  const state = usePurchase(account, purchase);
  const { document: found } = state;
  const [place, setPlace] = useState(0);
  const parcels = found?.parcels ?? [];
  const at = Math.min(place, Math.max(0, parcels.length - 1));
  const goods = useRef<HTMLElement>(null);
  const turn = (by: 1 | -1) => setPlace(Math.max(0, Math.min(parcels.length - 1, at + by)));
  useKeys(
    "purchase",
    [
      {
        keys: "Escape",
        label: t("keys.acknowledge"),
        when: state.trouble !== null,
        run: state.acknowledge,
        hidden: true,
      },
      { keys: "Escape", label: t("keys.back"), run: () => go(PURCHASES) },
      { keys: "F5", label: t("keys.ask"), run: state.ask },
      { keys: "j", label: t("keys.next"), run: () => turn(1), when: at < parcels.length - 1 },
      { keys: "k", label: t("keys.last"), run: () => turn(-1), when: at > 0 },
      { keys: "Space", label: t("keys.goods"), run: () => focusGoods(goods.current ?? undefined) },
    ],
    { title: t("one") },
  );
  const opened = found !== null;
  useEffect(() => {
    if (opened && goods.current && isNowhere()) focusGoods(goods.current);
  }, [opened]);
  const parcel = parcels[at];
  return (
    <div className="parcel">
      <div className="col">
        <Head purchase={purchase} account={account} state={state} onBack={() => go(PURCHASES)} />
        <Messages state={state} />
        {found && parcels.length > 1 && <ParcelTabs document={found} at={at} onTurn={setPlace} />}
        {parcel ? (
          <OneParcel key={parcel.id} parcel={parcel} purchase={purchase} />
        ) : (
          <Nothing state={state} purchase={purchase} account={account} />
        )}
      </div>
      {found && parcels.length > 0 && (
        <aside className="panel side" aria-label={t("goods.title")} ref={goods} data-goods>
          <Goods document={found} current={parcel?.id ?? null} />
        </aside>
      )}
    </div>
  );
}

/** The focus is nowhere in particular: nobody is robbed of it. */
const isNowhere = () => {
  const now = document.activeElement;
  return now === null || now === document.body || now.matches("main");
};

function Head({
  purchase,
  account,
  state,
  onBack,
}: {
  purchase: string;
  account: string;
  state: Purchase;
  onBack: () => void;
}) {
  const { t } = useTranslation("inbound");
  return (
    <div className="top">
      <Button variant="ghost" icon="back" keys="Escape" aria-label={t("keys.back")} onClick={onBack} />
      <h1 className="parcel-no">
        <CodeText code={purchase} copyable />
      </h1>
      <span className="mut cut">{account}</span>
      <span className="grow" />
      {state.document?.fetched_at && <Age at={state.document.fetched_at} staleAfter={6 * 60} />}
      <Button icon="refresh" keys="F5" busy={state.since ?? undefined} onClick={state.ask}>
        {t("ask")}
      </Button>
    </div>
  );
}

function Messages({ state: { problem, trouble, document: found } }: { state: Purchase }) {
  const { t } = useTranslation("inbound");
  const shown = problem ?? trouble;
  if (!shown || (trouble && !found && !problem)) return null;
  const kept = found
    ? { ...shown, next_step: [shown.next_step, t("kept")].filter(Boolean).join(" ") }
    : shown;
  return (
    <div className="track-note">
      <ProblemNote problem={kept} />
    </div>
  );
}

function ParcelTabs({
  document: { parcels, purchase },
  at,
  onTurn,
}: {
  document: InboundDocument;
  at: number;
  onTurn: (place: number) => void;
}) {
  const { t } = useTranslation("inbound");
  return (
    <div className="parcel-tabs">
      <Tabs
        label={t("parcels")}
        tabs={parcels.map((parcel, index) => ({
          value: String(index),
          label: (
            <>
              <ParcelName number={trackingOf(parcel, purchase)}>{t("noNumberShort")}</ParcelName>
              <StatusMark kind="delivery" code={parcel.status} />
            </>
          ),
        }))}
        value={String(at)}
        onValue={(value) => onTurn(Number(value))}
      />
    </div>
  );
}

/** A parcel's number, or what stands in its place. */
function ParcelName({ number, children }: { number: string | null; children: ReactNode }) {
  return number === null ? <span>{children}</span> : <span className="mono">{number}</span>;
}

function OneParcel({ parcel, purchase }: { parcel: TrackDocument; purchase: string }) {
  const { t } = useTranslation("inbound");
  const tongue = useTongue();
  const number = trackingOf(parcel, purchase);
  return (
    <>
      <Hero track={parcel} tongue={tongue} />
      <section className="parcel-facts" aria-label={t("facts")}>
        {number === null ? (
          <Note icon="clock" title={t("noNumber")}>
            {t("noNumberNext")}
          </Note>
        ) : (
          <div className="fact">
            <small>{t("number")}</small>
            <span>
              <Link className="mono acc" href={parcelPlace(number)}>
                {number}
              </Link>
            </span>
          </div>
        )}
        {parcel.carrier && (
          <div className="fact">
            <small>{t("carrier")}</small>
            <span>{parcel.carrier}</span>
          </div>
        )}
      </section>
      <Timeline events={parcel.events} />
    </>
  );
}

function Goods({ document: found, current }: { document: InboundDocument; current: string | null }) {
  const { t } = useTranslation("inbound");
  const { all, received } = goodsOf(found);
  return (
    <div className="panel-body">
      <section className="pb" aria-label={t("goods.title")}>
        <h2 className="sec">
          {t("goods.title")}
          <span className="small mut count" role="status">
            {t("goods.count", { received, all })}
          </span>
        </h2>
        {found.outer_id && (
          <p className="small mut">
            {t("outer")} <CodeText code={found.outer_id} copyable />
          </p>
        )}
        {found.parcels.map((parcel, index) => {
          const number = trackingOf(parcel, found.purchase);
          const nth = t("nth", { place: index + 1 });
          return (
            <div key={parcel.id} className={parcel.id === current ? "goods-of on" : "goods-of"}>
              {found.parcels.length > 1 && (
                <h3 className="sub">
                  <ParcelName number={number}>{nth}</ParcelName>
                </h3>
              )}
              <GoodsList parcel={parcel.id} goods={parcel.goods} label={number ?? nth} />
            </div>
          );
        })}
      </section>
    </div>
  );
}

/** No parcel: it is opened, asked about, nobody knows it, or nothing of it is shipped. */
function Nothing({ state, purchase, account }: { state: Purchase; purchase: string; account: string }) {
  const { t } = useTranslation("inbound");
  if (state.problem) return null;
  if (state.since !== null) return <Asking account={account} since={state.since} />;
  if (state.document) {
    return (
      <>
        <h2 className="sr">{t("parcels")}</h2>
        <Empty icon="clock" title={t("unshipped")}>
          {t("unshippedNext")}
        </Empty>
      </>
    );
  }
  if (!state.notHere) {
    return (
      <div className="hero" role="status" aria-label={t("opening")}>
        <Skeleton width={96} />
        <p className="sent">
          <Skeleton width={420} />
        </p>
      </div>
    );
  }
  const again = (
    <Button variant="primary" icon="refresh" keys="F5" onClick={state.ask}>
      {t("ask")}
    </Button>
  );
  return (
    <>
      <h2 className="sr">{t("parcels")}</h2>
      <Empty icon="notfound" title={state.trouble?.message ?? t("unknown", { purchase })} actions={again}>
        {state.trouble?.next_step || t("unknownNext", { account })}
      </Empty>
    </>
  );
}

function Asking({ account, since }: { account: string; since: number }) {
  const { t } = useTranslation("inbound");
  const seconds = useSecondsSince(since);
  return (
    <div className="track-wait">
      <Waiting>{t("asking", { account, seconds })}</Waiting>
    </div>
  );
}
