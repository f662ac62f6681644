import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { noteAt } from "~/app/session";
import { commands, type OrderListRequest, type OrderPage, type OrderRow } from "~/ipc/bindings";
import { allRows, eachOnce, pageSize } from "~/ipc/pages";
import { problemOf } from "~/ipc/problem";
import { queries } from "~/ipc/queries";
import { type Filter, requestOf } from "./filter";

/** Where the window notes what it asks for first: next time the answer comes with the page. */
const FIRST = "orders.first";

export const idOf = (row: OrderRow) => row.id;

const listKey = (first: OrderListRequest) => ["orders", "list", first];

/** Gives the list its first page, which somebody has read already. */
export function giveFirstPage(first: OrderListRequest, page: OrderPage): void {
  queries.setQueryData(listKey(first), { pages: [page], pageParams: [null] });
}

/** The rows of a filter, page by page. */
export function useOrderList(filter: Filter) {
  const first: OrderListRequest = { ...requestOf(filter), limit: pageSize(null), after: null };
  const key = JSON.stringify(first);
  useEffect(() => noteAt(FIRST, key), [key]);
  const list = useInfiniteQuery({
    queryKey: listKey(first),
    queryFn: ({ pageParam }) =>
      commands.orderList({ ...first, limit: pageSize(pageParam), after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    // what was read again is a new list, the same or not: whoever waits for its next page asks once more
    structuralSharing: false,
  });
  const counts = useQuery({
    queryKey: ["orders", "counts", first.query],
    queryFn: () => commands.orderCounts(first.query),
  });
  const rows = useMemo(
    () => eachOnce(list.data?.pages.flatMap((page) => page.items) ?? [], idOf),
    [list.data],
  );
  return {
    key,
    rows,
    total: list.data?.pages.at(-1)?.total ?? 0,
    /** Every row of the filter is here. */
    complete: list.isSuccess && !list.hasNextPage,
    counts: counts.data,
    loading: list.isPending || list.isFetchingNextPage,
    fetching: list.isFetching,
    error: list.error ? problemOf(list.error) : null,
    more: () => {
      if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
    },
    again: () => Promise.all([list.refetch(), counts.refetch()]),
  };
}

/** All orders that match, as far as a selection may go. */
export const allThatMatch = (filter: Filter) =>
  allRows((after, limit) => commands.orderList({ ...requestOf(filter), limit, after }), idOf);
