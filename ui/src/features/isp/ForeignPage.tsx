import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import { CodeText, Icon, Kbd, Note, Switch } from "~/design";
import { KeptPage } from "~/features/kept";
import { parcelPlace } from "~/features/track/place";
import type { ForeignOrderDocument } from "~/ipc/bindings";
import { StateText } from "./columns";
import { ForeignParcel } from "./ForeignParcel";
import { ELSEWHERE, type OrderKey } from "./place";
import { useForeignOrder } from "./useForeignOrder";

/** An order that was made at a provider: what it is, its parcels as declared and as measured. Nothing of it is changed here. */
export function ForeignPage({ account, name }: { account: string; name: OrderKey }) {
  const { t } = useTranslation("isp");
  const [, go] = useLocation();
  const state = useForeignOrder(account, name);
  const [raw, showRaw] = useSessionState("isp.raw", false);
  const { document: order } = state;
  return (
    <KeptPage
      name="order elsewhere"
      kind={t("one")}
      number={order?.order_no ?? ("order" in name ? name.order : name.reference)}
      account={account}
      kept={state}
      asked={{ at: order?.fetched_at ?? null, staleAfter: 24 * 60 }}
      back={ELSEWHERE}
      keys={[
        { keys: "t", label: t("keys.raw"), run: () => showRaw((now) => !now), when: order !== null },
        {
          keys: "Enter",
          label: t("keys.timeline"),
          run: () => order?.tracking_no && go(parcelPlace(order.tracking_no)),
          when: Boolean(order?.tracking_no),
        },
      ]}
      words={{ parts: t("summary"), opening: t("opening"), unknown: t("unknown") }}
      tag={
        <span className="tag">
          <Icon name="lock" size={14} />
          {t("readOnly")}
        </span>
      }
    >
      {order && (
        <div className="isp-body">
          <Summary order={order} byReference={"reference" in name} />
          <Facts order={order} />
          {order.parcels.map((parcel, index) => (
            <ForeignParcel
              // biome-ignore lint/suspicious/noArrayIndexKey: parcels without a number are known by their place
              key={`${parcel.tracking_no} ${index}`}
              parcel={parcel}
              place={index + 1}
              of={order.parcels.length}
            />
          ))}
          <Raw order={order} shown={raw} onShow={showRaw} />
        </div>
      )}
    </KeptPage>
  );
}

/** State, reference, number, and the way to the timeline. */
function Summary({ order, byReference }: { order: ForeignOrderDocument; byReference: boolean }) {
  const { t } = useTranslation("isp");
  const { state, reference, tracking_no } = order;
  return (
    <section className="isp-summary" aria-label={t("summary")}>
      <p className="isp-state">
        <StateText state={state} />
      </p>
      <dl>
        {reference && (
          <div>
            <dt>{t("column.reference")}</dt>
            <dd>
              <CodeText code={reference} copyable />
            </dd>
          </div>
        )}
        <div>
          <dt>{t("column.tracking")}</dt>
          <dd>
            {tracking_no ? (
              <>
                <CodeText code={tracking_no} copyable />
                <Link className="acc" href={parcelPlace(tracking_no)}>
                  {t("timeline")}
                </Link>
                <Kbd keys="Enter" />
              </>
            ) : (
              <span className="dim">{t("noNumber")}</span>
            )}
          </dd>
        </div>
      </dl>
      {byReference && <Note title={t("byReference")}>{t("byReferenceNext")}</Note>}
    </section>
  );
}

function Facts({ order: { facts } }: { order: ForeignOrderDocument }) {
  const { t } = useTranslation("isp");
  if (facts.length === 0) return null;
  return (
    <section aria-label={t("facts")}>
      <h2 className="sec">{t("facts")}</h2>
      <dl className="isp-facts">
        {facts.map(({ name, label, value }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The answer as the provider sent it, phones and e-mail addresses masked. */
function Raw({
  order: { raw },
  shown,
  onShow,
}: {
  order: ForeignOrderDocument;
  shown: boolean;
  onShow: (on: boolean) => void;
}) {
  const { t } = useTranslation("isp");
  return (
    <section aria-label={t("raw")}>
      <p className="row">
        <Switch label={t("raw")} checked={shown} onChecked={onShow} aria-keyshortcuts="t" />
        <Kbd keys="t" />
      </p>
      {shown && <pre className="isp-raw">{JSON.stringify(raw, null, 2)}</pre>}
    </section>
  );
}
