import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Age, Button, Money, Progress } from "~/design";
import { compareAmounts, minus } from "~/i18n/arithmetic";
import type { OrderDocument, QuoteAccount } from "~/ipc/bindings";
import type { PriceRow } from "./prices";
import { type Stage, sumOf } from "./stage";

/** What the foot of the panel takes. */
export interface BuyFootProps {
  stage: Stage;
  /** The chosen row, where it has a price. */
  row: PriceRow | null;
  account: QuoteAccount | undefined;
  order: OrderDocument | undefined;
  /** How many orders are bought together. */
  orders: number;
  onBuy: () => void;
  onHalt: () => void;
}

/** States in which an order can be bought. */
const BUYABLE: ReadonlySet<string> = new Set(["ready", "failed", "cancelled"]);

/** Whether there is something to buy at all. */
export const canBuy = (order: OrderDocument | undefined): boolean => BUYABLE.has(order?.state ?? "");

/** Balance, this order, what is left; and the button that buys. */
export function BuyFoot(props: BuyFootProps) {
  const { stage, orders, onHalt } = props;
  const { t } = useTranslation("compare");
  if (stage.kind === "pricing" && stage.total > 1)
    return (
      <div className="run">
        <Progress label={t("buy.pricing")} done={stage.done} total={stage.total} onStop={onHalt} />
      </div>
    );
  if (stage.kind === "buying" && orders > 1)
    return (
      <div className="run">
        <Progress
          label={t(stage.stopping ? "buy.stopping" : "buy.buying")}
          done={stage.done}
          total={stage.total}
          onStop={stage.stopping ? undefined : onHalt}
        />
      </div>
    );
  return (
    <>
      <Sums {...props} />
      <BuyButton {...props} />
    </>
  );
}

function Sums({ stage, row, account, orders }: BuyFootProps) {
  const { t } = useTranslation("compare");
  const quote = stage.kind === "sure" ? stage.quote : row?.quote;
  const many = stage.kind === "sure" && stage.doubt.why === "many" ? sumOf(stage.doubt.orders) : null;
  const price =
    many ?? (orders === 1 && quote?.total ? { amount: quote.total, currency: quote.currency } : null);
  const balance = account?.balance;
  const comparable = price && balance && balance.currency === price.currency;
  const after = comparable ? minus(balance.amount, price.amount) : null;
  const short = after !== null && compareAmounts(after, "0") < 0;
  return (
    <dl className="sums">
      <Line
        name={t("money.balance")}
        aside={balance && account?.balance_at && <Age at={account.balance_at} staleAfter={60} />}
      >
        <Money amount={balance?.amount} currency={comparable ? null : balance?.currency} />
      </Line>
      <Line name={t(orders > 1 ? "money.orders" : "money.order", { count: orders })}>
        <Money amount={price ? `-${price.amount}` : null} currency={comparable ? null : price?.currency} />
      </Line>
      <Line name={t("money.after")} sum>
        {short && <span className="bad">{t("money.short")} </span>}
        <Money
          amount={after}
          currency={after === null ? null : price?.currency}
          tone={short ? "bad" : undefined}
        />
      </Line>
    </dl>
  );
}

function Line({
  name,
  aside,
  sum,
  children,
}: {
  name: string;
  aside?: ReactNode;
  sum?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={sum ? "sum" : undefined}>
      <dt>
        {name} {aside}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function BuyButton({ stage, row, order, orders, onBuy }: BuyFootProps) {
  const { t } = useTranslation("compare");
  const off = !row || (orders === 1 && !canBuy(order));
  if (stage.kind === "buying")
    return (
      <Button variant="primary" big busy={stage.since}>
        {t("buy.buying")}
      </Button>
    );
  if (stage.kind === "pricing")
    return (
      <Button variant="primary" big busy>
        {t("buy.asking")}
      </Button>
    );
  if (stage.kind === "batch")
    return (
      stage.left.length > 0 && (
        <Button variant="primary" big keys="Enter" onClick={onBuy}>
          {t("batch.goOn", { count: stage.left.length })}
        </Button>
      )
    );
  const sure = stage.kind === "sure";
  const quote = sure ? stage.quote : row?.quote;
  const many = sure && stage.doubt.why === "many" ? stage.doubt.orders : null;
  const sum = many ? sumOf(many) : null;
  return (
    <Button variant="primary" big keys="Enter" disabled={off && !sure} onClick={onBuy}>
      {many
        ? t("buy.sureMany", { count: many.length })
        : t(orders > 1 ? "buy.many" : sure ? "buy.sure" : "buy.one", { count: orders })}
      {many
        ? sum && <Money amount={sum.amount} currency={sum.currency} />
        : orders === 1 && quote?.total && <Money amount={quote.total} currency={quote.currency} />}
    </Button>
  );
}
