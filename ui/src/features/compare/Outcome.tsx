import { useTranslation } from "react-i18next";
import { Button, Money, Note, ProblemNote } from "~/design";
import { issueWords } from "~/features/order-form";
import { useFormat } from "~/i18n/format";
import type { OrderDocument } from "~/ipc/bindings";
import { type Refusal, type Stage, sumOf, toPrint } from "./stage";

/** What an outcome takes. */
export interface OutcomeProps {
  stage: Stage;
  order: OrderDocument | undefined;
  onAsk: (orderNo: string) => void;
  onPrint: (orderNos: readonly string[]) => void;
  onDismiss: () => void;
}

/** What a person has to know before or after the purchase. It stands until it is acknowledged. */
export function Outcome(props: OutcomeProps) {
  const { stage, order } = props;
  if (stage.kind === "sure") return <Doubts stage={stage} />;
  if (stage.kind === "trouble") return <Trouble {...props} stage={stage} />;
  if (stage.kind === "batch") return <Batch {...props} stage={stage} />;
  return stage.kind === "idle" ? <Standing {...props} order={order} /> : null;
}

function Doubts({ stage }: { stage: Extract<Stage, { kind: "sure" }> }) {
  const { t } = useTranslation("compare");
  const format = useFormat();
  const { doubt, quote, row } = stage;
  const price = format.money(quote.total, quote.currency ?? "");
  if (doubt.why === "many") {
    const sum = sumOf(doubt.orders);
    const each = { name: row.name, count: doubt.orders.length };
    return (
      <Note live title={t("doubt.many", each)} tone={doubt.refused.length > 0 ? "warn" : "info"}>
        {sum ? t("doubt.manySum", { sum: format.money(sum.amount, sum.currency) }) : t("doubt.manyMixed")}
        <Refusals refused={doubt.refused} />
      </Note>
    );
  }
  if (doubt.why === "changed")
    return (
      <Note
        live
        tone="warn"
        title={t("doubt.changed", { was: format.money(doubt.was, quote.currency ?? ""), price })}
      >
        {t("doubt.next", { name: row.name })}
      </Note>
    );
  return (
    <Note live tone="warn" title={t(`doubt.${doubt.why}`, { name: row.name, price })}>
      {t("doubt.next", { name: row.name })}
    </Note>
  );
}

function Trouble({ stage, onAsk, onDismiss }: OutcomeProps & { stage: Extract<Stage, { kind: "trouble" }> }) {
  const { t } = useTranslation("compare");
  const lost = stage.problem.class === "unknown";
  const ask = { label: t("outcome.ask"), keys: "a", run: () => onAsk(stage.orderNo) };
  return (
    <div role="alert">
      <ProblemNote problem={stage.problem} actions={lost ? [ask] : []} onAcknowledge={onDismiss} />
    </div>
  );
}

/** The order itself cannot be bought as it stands. */
function Standing({ order, onAsk }: OutcomeProps) {
  const { t } = useTranslation("compare");
  const { t: form } = useTranslation("orderForm");
  if (!order || order.order_no === null) return null;
  const { order_no: orderNo, state } = order;
  if (state === "unknown")
    return (
      <Note
        tone="lost"
        title={t("standing.unknown", { orderNo })}
        actions={
          <Button keys="a" onClick={() => onAsk(orderNo)}>
            {t("outcome.ask")}
          </Button>
        }
      >
        {t("standing.unknownNext")}
      </Note>
    );
  if (state === "draft")
    return (
      <Note tone="warn" title={t("standing.draft", { orderNo })}>
        {order.missing[0] && issueWords(form, order.missing[0])}
      </Note>
    );
  if (state === "submitting") return <Note title={t("standing.submitting", { orderNo })} />;
  if (state === "submitted" || state === "labelled" || state === "cancelling")
    return <Note title={t("standing.bought", { orderNo })}>{t("standing.boughtNext")}</Note>;
  return null;
}

function Batch({ stage, onPrint, onDismiss }: OutcomeProps & { stage: Extract<Stage, { kind: "batch" }> }) {
  const { t } = useTranslation("compare");
  const { bought, refused, left } = stage;
  const lost = refused.some((one) => one.problem.class === "unknown");
  const tone = lost ? "lost" : refused.length > 0 ? "bad" : left.length > 0 ? "warn" : "good";
  const printable = toPrint(stage);
  const late = bought.length - printable.length;
  const charged = sumCharged(bought);
  return (
    <Note
      live
      tone={tone}
      title={t("batch.bought", { count: bought.length })}
      actions={
        <span className="col-act">
          {printable.length > 0 && (
            <Button keys="p" onClick={() => onPrint(printable)}>
              {t("batch.print")}
            </Button>
          )}
          <Button variant="ghost" keys="Escape" onClick={onDismiss}>
            {t("batch.ok")}
          </Button>
        </span>
      }
    >
      {charged && <Money amount={charged.amount} currency={charged.currency} />}
      {late > 0 && <span className="said">{t("batch.late", { count: late })}</span>}
      <Refusals refused={refused} />
      {left.length > 0 && <span className="said">{t("batch.left", { count: left.length })}</span>}
    </Note>
  );
}

function Refusals({ refused }: { refused: readonly Refusal[] }) {
  return refused.map(({ orderNo, problem }) => (
    <span key={orderNo} className={`said ${problem.class === "unknown" ? "lost" : "bad"}`}>
      <b className="mono">{orderNo}</b> {problem.message}
    </span>
  ));
}

function sumCharged(orders: readonly OrderDocument[]) {
  const charges = orders.flatMap((order) => order.charges);
  const [first] = charges;
  if (!first || charges.some((one) => one.currency !== first.currency)) return null;
  return sumOf(charges.map(({ amount, currency }) => ({ quote: { total: amount, currency } })));
}
