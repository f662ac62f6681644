import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Age, Button, FeeBar, FeeList, Icon, Money } from "~/design";
import type { QuoteDocument } from "~/ipc/bindings";
import { GridCell, GridRow } from "./grid";
import { isStale, type PriceRow, STALE_MINUTES } from "./prices";

/** Who prices a channel, waits at most so long. */
const LIMIT_S = 8;

/** What a row of the table takes. */
export interface PriceRowViewProps {
  row: PriceRow;
  id: string;
  chosen: boolean;
  /** The five parts stand below it. */
  open: boolean;
  tags: { cheapest: "no" | "so_far" | "yes"; usual: boolean };
  /** The amount that fills a fee bar. */
  full: number | undefined;
  now: number;
  onChoose: () => void;
  onRetry: () => void;
}

/** A channel: its name, its price, or why it has none. */
export function PriceRowView(props: PriceRowViewProps) {
  const { row, id, chosen, onChoose } = props;
  const state = stateOf(row);
  return (
    <GridRow
      id={id}
      aria-selected={chosen}
      className={["q", state, chosen ? "on" : ""].filter(Boolean).join(" ")}
      onClick={onChoose}
      data-key={row.key}
    >
      {state === "wait" && <Waiting row={row} />}
      {state === "down" && <Down {...props} />}
      {state === "priced" && <Priced {...props} />}
    </GridRow>
  );
}

function stateOf(row: PriceRow): "priced" | "wait" | "down" {
  if (row.quote && !row.quote.error && row.quote.total !== null) return "priced";
  return row.askedSince !== null ? "wait" : "down";
}

function Priced({ row, chosen, open, tags, full, now, onRetry }: PriceRowViewProps) {
  const { t } = useTranslation("compare");
  const quote = row.quote;
  if (!quote) return null;
  const asked = row.askedSince !== null;
  return (
    <>
      <GridCell>
        {asked ? (
          <Icon name="sending" spin label={t("row.asking")} />
        ) : (
          <span className={chosen ? "rb on" : "rb"} />
        )}
      </GridCell>
      <GridCell className="qn cut" title={row.name}>
        <b>{row.name}</b>
      </GridCell>
      <GridCell className="small dim l2">
        {tags.cheapest !== "no" && <span className="tag pick">{t(`tag.${tags.cheapest}`)}</span>}
        {tags.usual && <span className="tag">{t("tag.usual")}</span>}
        {quote.favourite && <span className="tag">{t("tag.favourite")}</span>}
        <span className="cut" title={row.account}>
          {row.account}
        </span>
        <span className="mono">{row.channelId}</span>
        <Age at={quote.asked_at} staleAfter={quote.stale ? 0 : STALE_MINUTES} short />
        {chosen && isStale(quote, now) && !asked && (
          <button type="button" className="btn link small" tabIndex={-1} onClick={onRetry}>
            {t("row.retry")}
          </button>
        )}
      </GridCell>
      <GridCell className="qd">
        {quote.days && (
          <span title={t("days.means", quote.days)}>
            <b>{quote.days.p50}</b>
            <span className="dim"> / {quote.days.p90}</span>
          </span>
        )}
      </GridCell>
      <GridCell className="qf">
        {quote.fees && <FeeBar parts={quote.fees} currency={quote.currency ?? ""} full={full} />}
      </GridCell>
      <GridCell className="qt">
        <Total quote={quote} />
      </GridCell>
      {open && quote.fees && (
        <GridCell className="qparts">
          <FeeList parts={quote.fees} />
        </GridCell>
      )}
    </>
  );
}

/** What it comes to in the currency of the list, and below it what will be charged. */
function Total({ quote }: { quote: QuoteDocument }) {
  const { total, currency, converted } = quote;
  if (!converted) return <Money amount={total} currency={currency} />;
  return (
    <>
      <span className="near">
        ≈ <Money amount={converted.total} currency={converted.currency} />
      </span>
      <span className="small dim own">
        <Money amount={total} currency={currency} />
      </span>
    </>
  );
}

function Waiting({ row }: { row: PriceRow }) {
  const { t } = useTranslation("compare");
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, now - (row.askedSince ?? now)) / 1000;
  return (
    <>
      <GridCell className="sp">
        <Icon name="sending" spin />
      </GridCell>
      <GridCell className="qn">
        <div className="cut" title={row.name}>
          <b>{row.name}</b>
        </div>
        <div className="small dim l2">
          <span className="cut" title={row.account}>
            {row.account}
          </span>
          <span>{t("row.limit", { count: LIMIT_S })}</span>
        </div>
      </GridCell>
      <GridCell className="qbar">
        <span
          className="bar"
          role="progressbar"
          aria-label={t("row.asking")}
          aria-valuemin={0}
          aria-valuemax={LIMIT_S}
          aria-valuenow={Math.floor(Math.min(LIMIT_S, seconds))}
        >
          <i style={{ width: `${Math.min(100, (seconds / LIMIT_S) * 100)}%` }} />
        </span>
      </GridCell>
      <GridCell className="qt late">{t("row.seconds", { seconds: seconds.toFixed(1) })}</GridCell>
    </>
  );
}

function Down({ row, chosen, onRetry }: PriceRowViewProps) {
  const { t } = useTranslation("compare");
  const error = row.quote?.error;
  const waits = error?.class === "try_later";
  return (
    <>
      <GridCell className={waits ? "warn" : "bad"}>
        <Icon name={waits ? "clock" : "xc"} />
      </GridCell>
      <GridCell className="qn">
        <div className="cut" title={row.name}>
          <b>{row.name}</b> <span className="small dim">{row.account}</span>
        </div>
        <div className={`small ${waits ? "warn" : "bad"} ${chosen ? "whole" : "cut"}`} title={error?.message}>
          {error ? error.message : t("row.nothing")}
          {chosen && error?.next_step && <span className="mut next">{error.next_step}</span>}
        </div>
      </GridCell>
      <GridCell className="qagain">
        <Button tabIndex={-1} keys={chosen ? "r" : undefined} onClick={onRetry}>
          {t("row.retry")}
        </Button>
      </GridCell>
    </>
  );
}
