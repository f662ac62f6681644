import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useSessionState } from "~/app/session";
import {
  Age,
  Button,
  CodeText,
  Empty,
  Icon,
  Kbd,
  Note,
  ProblemNote,
  Skeleton,
  Switch,
  useKeys,
  useSecondsSince,
  Waiting,
} from "~/design";
import { parcelPlace } from "~/features/track/place";
import type { ForeignOrderDocument } from "~/ipc/bindings";
import { StateText } from "./columns";
import { ForeignParcel } from "./ForeignParcel";
import { ELSEWHERE, type OrderKey } from "./place";
import { type ForeignOrder, useForeignOrder } from "./useForeignOrder";

/** An order that was made at a provider: what it is, its parcels as declared and as measured. Nothing of it is changed here. */
export function ForeignPage({ account, name }: { account: string; name: OrderKey }) {
  const { t } = useTranslation("isp");
  const [, go] = useLocation();
  const state = useForeignOrder(account, name);
  const [raw, showRaw] = useSessionState("isp.raw", false);
  const { document: order } = state;
  useKeys(
    "order elsewhere",
    [
      {
        keys: "Escape",
        label: t("keys.acknowledge"),
        when: state.trouble !== null && order !== null,
        run: state.acknowledge,
        hidden: true,
      },
      { keys: "Escape", label: t("keys.back"), run: () => go(ELSEWHERE) },
      { keys: "F5", label: t("keys.ask"), run: state.ask },
      { keys: "t", label: t("keys.raw"), run: () => showRaw((now) => !now), when: order !== null },
      {
        keys: "Enter",
        label: t("keys.timeline"),
        run: () => order?.tracking_no && go(parcelPlace(order.tracking_no)),
        when: Boolean(order?.tracking_no),
      },
    ],
    { title: t("one") },
  );
  return (
    <div className="col">
      <Head
        title={order?.order_no ?? ("order" in name ? name.order : name.reference)}
        account={account}
        state={state}
        onBack={() => go(ELSEWHERE)}
      />
      <Messages state={state} />
      {order ? (
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
      ) : (
        <Nothing state={state} account={account} />
      )}
    </div>
  );
}

function Head({
  title,
  account,
  state,
  onBack,
}: {
  title: string;
  account: string;
  state: ForeignOrder;
  onBack: () => void;
}) {
  const { t } = useTranslation("isp");
  return (
    <div className="top">
      <Button variant="ghost" icon="back" keys="Escape" aria-label={t("keys.back")} onClick={onBack} />
      <h1 className="isp-no">
        <CodeText code={title} copyable />
      </h1>
      <span className="mut cut">{account}</span>
      <span className="tag">
        <Icon name="lock" size={14} />
        {t("readOnly")}
      </span>
      <span className="grow" />
      {state.document && <Age at={state.document.fetched_at} staleAfter={24 * 60} />}
      <Button icon="refresh" keys="F5" busy={state.since ?? undefined} onClick={state.ask}>
        {t("ask")}
      </Button>
    </div>
  );
}

function Messages({ state: { problem, trouble, document: order } }: { state: ForeignOrder }) {
  const { t } = useTranslation("isp");
  const shown = problem ?? (order ? trouble : null);
  if (!shown) return null;
  const kept = order
    ? { ...shown, next_step: [shown.next_step, t("kept")].filter(Boolean).join(" ") }
    : shown;
  return (
    <div className="isp-note">
      <ProblemNote problem={kept} />
    </div>
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

/** It is being opened, asked about, or nobody knows it. */
function Nothing({ state, account }: { state: ForeignOrder; account: string }) {
  const { t } = useTranslation("isp");
  if (state.problem) return null;
  if (state.since !== null) return <Asking account={account} since={state.since} />;
  if (!state.notHere) {
    return (
      <div className="isp-body" role="status" aria-label={t("opening")}>
        <Skeleton width={180} />
        <Skeleton width={420} />
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
      <h2 className="sr">{t("summary")}</h2>
      <Empty icon="notfound" title={state.trouble?.message ?? t("unknown")} actions={again}>
        {state.trouble?.next_step || t("unknownNext", { account })}
      </Empty>
    </>
  );
}

function Asking({ account, since }: { account: string; since: number }) {
  const { t } = useTranslation("isp");
  const seconds = useSecondsSince(since);
  return (
    <div className="isp-wait">
      <Waiting>{t("asking", { account, seconds })}</Waiting>
    </div>
  );
}
