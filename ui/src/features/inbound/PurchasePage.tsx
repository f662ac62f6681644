import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { CodeText, Empty, Note, StatusMark, Tabs } from "~/design";
import { KeptPage } from "~/features/kept";
import { Hero } from "~/features/track/Hero";
import { useTongue } from "~/features/track/parcel/useTongue";
import { parcelPlace } from "~/features/track/place";
import { Timeline } from "~/features/track/Timeline";
import type { InboundDocument, TrackDocument } from "~/ipc/bindings";
import { focusGoods, GoodsList } from "./GoodsList";
import { PURCHASES } from "./place";
import { goodsOf, trackingOf, usePurchase } from "./usePurchase";

/** A purchase on its way to our door: its parcels, and their goods as a receiving check-list. */
export function PurchasePage({ account, purchase }: { account: string; purchase: string }) {
  const { t } = useTranslation("inbound");
  const state = usePurchase(account, purchase);
  const { document: found } = state;
  const [place, setPlace] = useState(0);
  const parcels = found?.parcels ?? [];
  const at = Math.min(place, Math.max(0, parcels.length - 1));
  const goods = useRef<HTMLElement>(null);
  const turn = (by: 1 | -1) => setPlace(Math.max(0, Math.min(parcels.length - 1, at + by)));
  const opened = found !== null;
  useEffect(() => {
    if (opened && goods.current && isNowhere()) focusGoods(goods.current);
  }, [opened]);
  const parcel = parcels[at];
  return (
    <div className="parcel">
      <KeptPage
        name="purchase"
        kind={t("one")}
        number={purchase}
        account={account}
        kept={state}
        asked={{ at: found?.fetched_at ?? null, staleAfter: 6 * 60 }}
        back={PURCHASES}
        keys={[
          { keys: "j", label: t("keys.next"), run: () => turn(1), when: at < parcels.length - 1 },
          { keys: "k", label: t("keys.last"), run: () => turn(-1), when: at > 0 },
          { keys: "Space", label: t("keys.goods"), run: () => focusGoods(goods.current ?? undefined) },
        ]}
        words={{ parts: t("parcels"), opening: t("opening"), unknown: t("unknown", { purchase }) }}
      >
        {parcel ? (
          <>
            {found && parcels.length > 1 && <ParcelTabs document={found} at={at} onTurn={setPlace} />}
            <OneParcel key={parcel.id} parcel={parcel} purchase={purchase} />
          </>
        ) : found && state.since === null ? (
          <Unshipped />
        ) : null}
      </KeptPage>
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

/** It is known, and nothing of it is on its way. */
function Unshipped() {
  const { t } = useTranslation("inbound");
  return (
    <>
      <h2 className="sr">{t("parcels")}</h2>
      <Empty icon="clock" title={t("unshipped")}>
        {t("unshippedNext")}
      </Empty>
    </>
  );
}
