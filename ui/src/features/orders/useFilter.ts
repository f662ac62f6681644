import { useCallback } from "react";
import { useSessionState } from "~/app/session";
import { EVERYTHING, type Filter } from "./filter";

/** What the list is narrowed to, and what it was before it was left for one order. */
export function useFilter() {
  const [filter, setFilter] = useSessionState<Filter>("orders.filter", EVERYTHING);
  const [before, setBefore] = useSessionState<Filter | null>("orders.before", null);
  const change = useCallback(
    (some: Partial<Filter>) => {
      setBefore(null);
      setFilter({ ...filter, ...some });
    },
    [filter, setFilter, setBefore],
  );
  /** Leaves the list for one order. */
  const narrow = useCallback(
    (order_no: string | null) => {
      setBefore(before ?? filter);
      setFilter({ ...EVERYTHING, view: "all", query: order_no ?? "" });
    },
    [before, filter, setBefore, setFilter],
  );
  /** The list that was left for one order comes back. */
  const widen = useCallback(() => {
    if (before !== null) setFilter(before);
    setBefore(null);
  }, [before, setFilter, setBefore]);
  return { filter, change, narrow, widen };
}
