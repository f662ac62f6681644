import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Age, Button, CodeText, Money, Note, type NoteTone, Panel, ProblemNote, StatusMark } from "~/design";
import { issueWords } from "~/features/order-form";
import { useFormat } from "~/i18n/format";
import type { AttemptDocument, OrderDocument } from "~/ipc/bindings";
import { targetOf } from "./rules";
import type { Deeds, WayOut } from "./useOrderDeeds";

/** The states that have words of their own here; the others stand beside their prices or labels. */
const TOLD = ["submitting", "unknown", "submitted", "cancelling", "cancelled"] as const;
const TONES: Partial<Record<string, NoteTone>> = { unknown: "lost", cancelling: "warn" };
const MOST_ATTEMPTS = 8;

/** What happened to an order that has neither prices to compare nor a label to show. */
export function OrderDetail({
  order,
  deeds,
  onClose,
  focus,
}: {
  order: OrderDocument;
  deeds: Deeds;
  onClose: () => void;
  focus: boolean;
}) {
  const { t } = useTranslation("orders");
  return (
    <Panel
      label={t("detail.label")}
      title={
        <>
          {t("detail.label")} <span className="mono">{order.order_no}</span>
        </>
      }
      head={order.state && <StatusMark kind="order" code={order.state} />}
      onClose={onClose}
    >
      <Focused focus={focus} key={order.id}>
        <State order={order} ways={deeds.waysOut(targetOf(order))} />
        <Facts order={order} />
        <Attempts attempts={order.attempts} />
      </Focused>
    </Panel>
  );
}

/** A place for the focus where nothing in it can have it: keys work, and Tab goes on from there. */
export function Focused({ focus, children }: { focus: boolean; children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) body.current?.focus();
  }, [focus]);
  return (
    <div className="order-detail" ref={body} tabIndex={-1}>
      {children}
    </div>
  );
}

/** What it means, and the one thing to do next. */
function State({ order, ways }: { order: OrderDocument; ways: WayOut[] }) {
  const { t } = useTranslation("orders");
  const { t: form } = useTranslation("orderForm");
  const format = useFormat();
  const buttons = ways.map((way) => (
    <Button key={way.label} keys={way.keys} onClick={way.run}>
      {way.label}
    </Button>
  ));
  const { state, last_error, missing } = order;
  if (!state) return null;
  if (state === "draft") {
    return (
      <Note tone="info" title={t("state.draft", { count: missing.length })} actions={buttons}>
        {missing.map((issue) => (
          <span className="said" key={issue.path}>
            {issueWords(form, issue)}
          </span>
        ))}
      </Note>
    );
  }
  if (last_error && state !== "unknown" && state !== "cancelled")
    return <ProblemNote problem={last_error} actions={ways} />;
  const told = TOLD.find((one) => one === state);
  if (!told) return null;
  const asked = order.attempts.find((attempt) => attempt.action !== "create");
  return (
    <Note tone={TONES[told] ?? "info"} title={t(`state.${told}`)} actions={buttons}>
      {t(`means.${told}`)}
      {order.label_look_at && (
        <span className="said">{t("detail.nextLook", { at: format.time(order.label_look_at) })}</span>
      )}
      {last_error && state === "cancelled" && <span className="said">{last_error.message}</span>}
      {last_error?.provider_message && state === "unknown" && (
        <span className="said">{t("detail.words", { words: last_error.provider_message })}</span>
      )}
      {state === "unknown" && asked && (
        <span className="said">
          {t("detail.asked")}
          <Age at={asked.at} />
        </span>
      )}
    </Note>
  );
}

function Facts({ order }: { order: OrderDocument }) {
  const { t } = useTranslation("orders");
  const { account, channel_id, channel_name, provider_order_no, tracking_no, charges, refund, recipient } =
    order;
  return (
    <dl className="facts">
      {recipient && (
        <Row name={t("column.recipient")}>
          {recipient.name}
          <i className="dot" />
          {recipient.city} <span className="mono">{recipient.country}</span>
        </Row>
      )}
      {account && <Row name={t("detail.account")}>{account}</Row>}
      {channel_id && (
        <Row name={t("column.channel")}>
          {channel_name === null ? (
            t("channelNo", { id: channel_id })
          ) : (
            <>
              {channel_name} <span className="mono">{channel_id}</span>
            </>
          )}
        </Row>
      )}
      {provider_order_no && (
        <Row name={t("detail.providerNo")}>
          <CodeText code={provider_order_no} copyable />
        </Row>
      )}
      {tracking_no && (
        <Row name={t("detail.trackingNo")}>
          <CodeText code={tracking_no} copyable />
        </Row>
      )}
      {charges.map((charge) => (
        <Row
          key={charge.kind}
          name={t(`charge.${charge.kind}` as "charge.postage", { defaultValue: charge.kind })}
        >
          <Money amount={charge.amount} currency={charge.currency} />
        </Row>
      ))}
      {refund && refund !== "none" && <Row name={t("detail.refund")}>{t(`refund.${refund}`)}</Row>}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The calls to the provider, newest first, with its own words. */
function Attempts({ attempts }: { attempts: readonly AttemptDocument[] }) {
  const { t } = useTranslation("orders");
  const format = useFormat();
  if (attempts.length === 0) return null;
  return (
    <section>
      <h3 className="sub">{t("detail.calls")}</h3>
      <ol className="calls">
        {attempts.slice(0, MOST_ATTEMPTS).map((attempt) => (
          <li key={`${attempt.at}${attempt.action}`}>
            <Age at={attempt.at} short />
            <span className="cut">
              {t(`call.${attempt.action}` as "call.create", { defaultValue: attempt.action })}
            </span>
            <Outcome attempt={attempt} />
            <span className="num dim nw">{t("detail.took", { ms: format.number(attempt.took_ms) })}</span>
            {attempt.provider_message && <q>{attempt.provider_message}</q>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How a call ended, in words; the code behind them is read on pointing. */
function Outcome({ attempt: { outcome, http_status } }: { attempt: AttemptDocument }) {
  const { t } = useTranslation("orders");
  const code = [outcome, http_status && `HTTP ${http_status}`].filter(Boolean).join(" · ");
  const word = outcome.replace(/\W/g, "_");
  return (
    <span className={outcome === "done" ? "cut" : "cut warn"} title={code}>
      {t(`outcome.${word}` as "outcome.done", {
        defaultValue: t("outcome.other"),
      })}
    </span>
  );
}
