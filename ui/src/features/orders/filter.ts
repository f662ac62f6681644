import type { OrderListRequest, OrderSort, OrderState, OrderView } from "~/ipc/bindings";

/** What the list shows. It is kept with the window, so only what JSON can say. */
export interface Filter {
  view: OrderView;
  /** One state, or every one of the view. */
  state: OrderState | "any";
  /** One import, or orders from anywhere. */
  batch: string;
  query: string;
  sort: OrderSort;
}

/** No particular import. */
export const ANY = "any";

export const EVERYTHING: Filter = { view: "today", state: ANY, batch: ANY, query: "", sort: "newest" };

/** The views in the order of their keys `g 1` … */
export const VIEWS: readonly OrderView[] = ["today", "failed", "unknown", "unprinted", "all"];

export const STATES: readonly OrderState[] = [
  "draft",
  "ready",
  "submitting",
  "unknown",
  "submitted",
  "labelled",
  "failed",
  "cancelling",
  "cancelled",
];

export const SORTS: readonly OrderSort[] = ["newest", "oldest", "updated"];

/** What the engine is asked for. */
export function requestOf({
  view,
  state,
  batch,
  query,
  sort,
}: Filter): Omit<OrderListRequest, "limit" | "after"> {
  const text = query.trim();
  return {
    view,
    states: state === ANY ? [] : [state],
    batch: batch === ANY ? null : batch,
    query: text === "" ? null : text,
    sort,
  };
}

/** Whether anything beside the view narrows the list. */
export function narrows({ state, batch, query }: Filter): boolean {
  return state !== ANY || batch !== ANY || query.trim() !== "";
}
