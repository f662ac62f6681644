import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { CodeText, Money, Skeleton, Weight } from "~/design";
import { purchasePlace } from "~/features/inbound/place";
import { plus } from "~/i18n/arithmetic";
import { useFormat } from "~/i18n/format";
import { commands, type OrderDocument, type TrackDocument } from "~/ipc/bindings";

/** What the parcel is: whose, how, how heavy, what it cost. */
export function Facts({ track }: { track: TrackDocument }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const { order_no } = track;
  const order = useQuery({
    queryKey: ["orders", "show", order_no],
    queryFn: () => commands.orderShow(order_no ?? ""),
    enabled: order_no !== null,
  });
  const others = track.numbers.filter((number) => number !== track.number && number !== order_no);
  const ends = [track.origin, track.destination].filter((end) => end !== null);
  return (
    <section className="parcel-facts" aria-label={t("facts.title")}>
      {order_no && (
        <Fact name={t("facts.order")}>
          <Link className="mono acc" href={`/orders/${encodeURIComponent(order.data?.id ?? order_no)}`}>
            {order_no}
          </Link>
        </Fact>
      )}
      {order_no && !order.error && <OrderFacts order={order.data ?? null} track={track} />}
      {track.carrier && <Fact name={t("facts.carrier")}>{track.carrier}</Fact>}
      {ends.length > 0 && !order_no && (
        <Fact name={t("facts.route")}>{ends.map((end) => format.country(end)).join(" → ")}</Fact>
      )}
      {track.purchase && (
        <Fact name={t("goods.purchase")}>
          <PurchaseLink track={track} purchase={track.purchase} />
        </Fact>
      )}
      {others.length > 0 && (
        <Fact name={t("facts.also")}>
          {others.map((number) => (
            <CodeText key={number} code={number} copyable />
          ))}
        </Fact>
      )}
    </section>
  );
}

/** The purchase that the parcel came of, at the account that told of it. */
function PurchaseLink({ track, purchase }: { track: TrackDocument; purchase: string }) {
  const purchases = useQuery({ queryKey: ["parcels", "purchases"], queryFn: () => commands.purchaseList() });
  const row = purchases.data?.find((one) => one.purchase === purchase);
  const account = row?.account ?? track.sources[0]?.account;
  if (account === undefined) return <CodeText code={purchase} copyable />;
  return (
    <Link className="mono acc" href={purchasePlace(account, purchase)}>
      {purchase}
    </Link>
  );
}

function OrderFacts({ order, track }: { order: OrderDocument | null; track: TrackDocument }) {
  const { t } = useTranslation("track");
  if (!order) {
    return (
      <Fact name={t("facts.recipient")}>
        <Skeleton width={140} />
      </Fact>
    );
  }
  const { recipient } = order;
  const charged = chargedIn(order);
  return (
    <>
      {recipient && (
        <Fact name={t("facts.recipient")}>
          {[recipient.name, [recipient.postcode, recipient.city].filter(Boolean).join(" ")]
            .filter(Boolean)
            .join(", ")}{" "}
          <b>{recipient.country}</b>
        </Fact>
      )}
      <Channel order={order} />
      <Fact name={t("facts.weight")}>
        <BoxWeight order={order} track={track} />
      </Fact>
      {charged.length > 0 && (
        <Fact name={t("facts.charged")}>
          {charged.map(({ currency, amount }) => (
            <Money key={currency} amount={amount} currency={currency} />
          ))}
        </Fact>
      )}
    </>
  );
}

function Channel({ order: { account, channel_id, channel_name } }: { order: OrderDocument }) {
  const { t } = useTranslation("track");
  if (account === null || channel_id === null) return null;
  return (
    <Fact name={t("facts.channel")}>
      <span title={account}>{channel_name ?? channel_id}</span>
    </Fact>
  );
}

/** The weight of this parcel's box; where that is not known, how many boxes the order has. */
function BoxWeight({ order: { boxes }, track }: { order: OrderDocument; track: TrackDocument }) {
  const { t } = useTranslation("track");
  const known = boxes.find(({ tracking_no }) => tracking_no !== null && track.numbers.includes(tracking_no));
  const box = boxes.length === 1 ? boxes[0] : known;
  return box ? <Weight kg={box.weight_kg} /> : t("facts.boxes", { count: boxes.length });
}

/** What was charged, a sum for each currency, never over two. */
function chargedIn({ charges }: OrderDocument): { currency: string; amount: string }[] {
  const sums = new Map<string, string>();
  for (const { currency, amount } of charges)
    sums.set(currency, plus(sums.get(currency) ?? "0", amount) ?? amount);
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <small>{name}</small>
      <span>{children}</span>
    </div>
  );
}
