import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { commands, type ErrorDocument, type QuoteDocument } from "~/ipc/bindings";
import { askPrices } from "~/ipc/prices";
import { problemOf } from "~/ipc/problem";
import { queries } from "~/ipc/queries";
import { keyOf, needsAsking, noPrices, type Prices, pricesAfter } from "./prices";

/** The prices of an order, and how to ask for them. */
export interface PriceTable {
  prices: Prices;
  /** They are read from the folder. */
  loading: boolean;
  /** Somebody was asked since the panel opened. */
  asked: boolean;
  /** Why they could not be read, or asked for. */
  problem: ErrorDocument | null;
  /** Asks everybody, or one channel again; gives that channel's answer. */
  ask: (one?: { account: string; channelId: string }) => Promise<QuoteDocument | null>;
  /** Puts the rows in order again. */
  sort: () => void;
}

/** Who is asked when the table opens: nobody, everybody, or everybody where there are no prices or old ones. */
export type AutoAsk = boolean | "old";

/**
 * Prices from the folder at once, and new ones as they arrive. `held` says whether somebody's hand is in the list:
 * then each answer fills its own row, and no row moves.
 */
export function usePrices(orderNo: string, autoAsk: AutoAsk, held: () => boolean): PriceTable {
  const [prices, change] = useReducer(pricesAfter, orderNo, noPrices);
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const now = useRef(orderNo);
  const hand = useRef(held);
  useLayoutEffect(() => {
    now.current = orderNo;
    hand.current = held;
  });

  const stored = useQuery({ queryKey: ["quotes", orderNo], queryFn: () => commands.quotesShow(orderNo) });

  useEffect(() => {
    change({ kind: "order", orderNo });
    setProblem(null);
  }, [orderNo]);
  useEffect(() => {
    if (stored.data?.order_no === orderNo)
      change({ kind: "stored", quotes: stored.data, held: hand.current() });
  }, [stored.data, orderNo]);

  const ask = useCallback(
    async (one?: { account: string; channelId: string }) => {
      const key = one ? keyOf(one.account, one.channelId) : null;
      let answer: QuoteDocument | null = null;
      const mine = () => now.current === orderNo;
      setProblem(null);
      setAskedFor(orderNo);
      change({ kind: "ask", again: key, now: Date.now() });
      try {
        const [accounts, channels] = one ? [[one.account], one.channelId ? [one.channelId] : []] : [[], []];
        await askPrices({ order_no: orderNo, accounts, channels, all: false }, (event) => {
          if (event.kind === "answered" && keyOf(event.quote.account, event.quote.channel_id) === key)
            answer = event.quote;
          // whoever looks at this order next finds them at once
          if (event.kind === "done") queries.setQueryData(["quotes", orderNo], event.quotes);
          // the answers for an order that was left do not belong into this table
          if (mine()) change({ kind: "event", event, now: Date.now(), held: hand.current() });
        });
      } catch (thrown) {
        if (mine()) setProblem(problemOf(thrown));
      } finally {
        if (mine()) change({ kind: "ended", held: hand.current() });
      }
      return answer;
    },
    [orderNo],
  );

  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (!autoAsk || asked.current === orderNo) return;
    const known = stored.data?.order_no === orderNo ? stored.data : null;
    // how old they are is not known before they are read
    if (autoAsk === "old" && known === null) return;
    asked.current = orderNo;
    if (autoAsk === true || (known && needsAsking(known, Date.now()))) void ask();
  }, [autoAsk, orderNo, ask, stored.data]);

  const sort = useCallback(() => change({ kind: "sort" }), []);
  const unreadable = stored.error ? problemOf(stored.error) : null;
  return {
    asked: askedFor === orderNo,
    prices,
    loading: stored.isPending,
    problem: problem ?? unreadable ?? prices.problem,
    ask,
    sort,
  };
}
