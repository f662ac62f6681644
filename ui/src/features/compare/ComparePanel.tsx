import { type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "~/app/useStatus";
import { Button, Note, Panel, ProblemNote } from "~/design";
import { BuyFoot } from "./BuyFoot";
import { LeftOut } from "./LeftOut";
import { NoPrices } from "./NoPrices";
import { OrderHead } from "./OrderHead";
import { Outcome } from "./Outcome";
import { PriceList, type PriceListHandle } from "./PriceList";
import { cheapestOf, countOf, rateable } from "./prices";
import { refusedIn } from "./refused";
import { useCompareKeys } from "./useCompareKeys";
import { type Compared, type Comparison, useComparison } from "./useComparison";
import { usePrint } from "./usePrint";
import "./compare.css";

/** What the panel takes. */
export interface ComparePanelProps extends Compared {
  onClose?: () => void;
  /** Takes the focus when it opens, so that Enter buys. */
  autoFocus?: boolean;
  /** Fills the screen instead of standing beside a list. */
  wide?: boolean;
  ref?: Ref<PriceListHandle>;
}

/** Prices of every channel for an order, and the purchase. */
export function ComparePanel(props: ComparePanelProps) {
  const { orderNo, onClose, autoFocus = true, wide } = props;
  const { t } = useTranslation("compare");
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<PriceListHandle>(null);
  const comparison = useComparison(props);
  const [rating, setRating] = useState<string | null>(null);
  const onPrint = usePrint();

  useImperativeHandle(props.ref, () => ({ focus: () => list.current?.focus() }));
  useEffect(() => {
    if (autoFocus) list.current?.focus();
  }, [autoFocus]);

  const onRate = (currency: string | null) => {
    setRating(currency);
    if (currency === null) list.current?.focus();
  };
  const other = rateable(comparison.prices, comparison.chosen);
  useCompareKeys(root, comparison, {
    onRate: other ? () => onRate(other) : null,
    onPrint,
    onBack: rating ? () => onRate(null) : (stepOf(comparison) ?? onClose ?? null),
  });

  return (
    <div ref={root} className={wide ? "cmp-root wide" : "cmp-root"}>
      <Panel
        className={wide ? "cmp wide" : "cmp"}
        label={t("title")}
        title={
          <>
            {!wide && t("title")} <span className="mono">{orderNo}</span>
          </>
        }
        head={<Priced {...comparison} />}
        onClose={comparison.working ? undefined : onClose}
        foot={<Foot {...comparison} />}
      >
        <OrderHead order={comparison.order} others={comparison.orderNos.length - 1} />
        <Notes comparison={comparison} onPrint={onPrint} />
        <Rows ref={list} comparison={comparison} rating={rating} rateable={other} onRate={onRate} />
      </Panel>
    </div>
  );
}

/** What Esc takes back of a purchase; nothing where none is under way. */
function stepOf({ buying, working, orderNos }: Comparison): (() => void) | null {
  const { stage, halt, dismiss } = buying;
  if (!working) return stage.kind === "idle" ? null : dismiss;
  // one that is being sent can no longer be stopped
  return stage.kind === "pricing" || orderNos.length > 1 ? halt : () => undefined;
}

function Priced({ prices, askAll }: Comparison) {
  const { t } = useTranslation("compare");
  const { priced, all } = countOf(prices);
  return (
    <>
      <span className="small mut nw" role="status">
        {t("priced", { done: priced, all })}
      </span>
      <Button variant="ghost" icon="refresh" keys="F5" aria-label={t("keys.askAll")} onClick={askAll} />
    </>
  );
}

function Foot({ prices, chosen, order, orderNos, buying, buy }: Comparison) {
  return (
    <BuyFoot
      stage={buying.stage}
      row={chosen?.quote && !chosen.quote.error ? chosen : null}
      account={prices.accounts.find((one) => one.account === chosen?.account)}
      order={order}
      orders={orderNos.length}
      onBuy={buy}
      onHalt={buying.halt}
    />
  );
}

function Notes({
  comparison,
  onPrint,
}: {
  comparison: Comparison;
  onPrint: (orderNos: readonly string[]) => void;
}) {
  const { t } = useTranslation("compare");
  const { trouble, prices, order, buying, askAll } = comparison;
  return (
    <div className="cmp-notes">
      {trouble && (
        <ProblemNote problem={trouble} actions={[{ label: t("keys.askAll"), keys: "F5", run: askAll }]} />
      )}
      {prices.warnings.map((warning) => (
        <Note key={warning} tone="warn" title={warning} />
      ))}
      <Outcome
        stage={buying.stage}
        order={order}
        onAsk={(one) => void buying.settle(one)}
        onPrint={onPrint}
        onDismiss={buying.dismiss}
      />
    </div>
  );
}

/** What the list of prices takes of the panel. */
interface RowsProps {
  ref: RefObject<PriceListHandle | null>;
  comparison: Comparison;
  rating: string | null;
  rateable: string | null;
  onRate: (currency: string | null) => void;
}

/** The prices, and under them what has none. */
function Rows({ ref, comparison, ...rates }: RowsProps) {
  const { t } = useTranslation("compare");
  const status = useStatus();
  const { prices, orderNos, trouble, hand, asked } = comparison;
  const empty = prices.known && prices.asking === 0 && countOf(prices).all === 0 && !trouble;
  const ask = () => {
    ref.current?.focus();
    comparison.askAll();
  };
  return (
    <>
      <PriceList
        {...rates}
        empty={empty && <NoPrices asked={asked} onAsk={ask} />}
        ref={ref}
        label={t("list", { orderNo: orderNos[0] })}
        prices={prices}
        loading={comparison.loading}
        chosen={comparison.chosen}
        cheapest={cheapestOf(prices)}
        usual={comparison.usual}
        onChoose={comparison.choose}
        onRetry={comparison.retry}
        onHand={(change) => hand.change(change) && comparison.sort()}
      />
      <LeftOut channels={prices.leftOut} refused={refusedIn(prices, status.data?.accounts ?? [])} />
    </>
  );
}
