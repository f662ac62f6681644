import { useTranslation } from "react-i18next";
import type { TrackDocument } from "~/ipc/bindings";
import { GoodsList } from "./GoodsList";
import { goodsOf } from "./usePurchase";
import "./inbound.css";

/** What is in a parcel that came of a purchase. */
export function ParcelGoods({ track }: { track: TrackDocument }) {
  const { t } = useTranslation("inbound");
  return (
    <section className="pb" aria-label={t("goods.title")} data-goods>
      <h2 className="sec">
        {t("goods.title")}
        <span className="small mut count" role="status">
          {t("goods.count", goodsOf({ parcels: [track] }))}
        </span>
      </h2>
      <GoodsList parcel={track.id} goods={track.goods} label={t("goods.title")} />
    </section>
  );
}
