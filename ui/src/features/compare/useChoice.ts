import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { cheapestOf, groupsOf, type PriceRow, type Prices, shownRows } from "./prices";

/** The chosen row: a person's choice, and before there is one the cheapest. */
export function useChoice(orderNo: string, prices: Prices | null) {
  const [key, setKey] = useState<{ orderNo: string; key: string } | null>(null);
  const rows = prices ? shownRows(groupsOf(prices)) : [];
  const own = key?.orderNo === orderNo ? rows.find((row) => row.key === key.key) : undefined;
  const cheapest = prices ? cheapestOf(prices) : null;
  const row = own ?? cheapest ?? rows.find((one) => one.quote && !one.quote.error) ?? null;
  const since = useRef(0);
  const last = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (last.current !== (row?.key ?? null)) since.current = Date.now();
    last.current = row?.key ?? null;
  }, [row?.key]);
  const choose = useCallback((one: PriceRow) => setKey({ orderNo, key: one.key }), [orderNo]);
  return {
    row,
    /** Nobody chose it: it is the cheapest so far. */
    byItself: own === undefined,
    since: () => since.current,
    choose,
    /** Keeps what is chosen now. */
    hold: () => row && choose(row),
  };
}
