import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { commands, type OrderRow } from "~/ipc/bindings";
import { allRows, eachOnce, pageSize } from "~/ipc/pages";
import { problemOf } from "~/ipc/problem";
import { type Filter, requestOf } from "./filter";

export const idOf = (row: OrderRow) => row.id;

/** The rows of a filter, page by page. */
export function useOrderList(filter: Filter) {
  const request = requestOf(filter);
  const list = useInfiniteQuery({
    queryKey: ["orders", "list", request],
    queryFn: ({ pageParam }) =>
      commands.orderList({
        ...request,
        limit: pageSize(pageParam),
        after: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    // what was read again is a new list, the same or not: whoever waits for its next page asks once more
    structuralSharing: false,
  });
  const counts = useQuery({
    queryKey: ["orders", "counts", request.query],
    queryFn: () => commands.orderCounts(request.query),
  });
  const rows = useMemo(
    () => eachOnce(list.data?.pages.flatMap((page) => page.items) ?? [], idOf),
    [list.data],
  );
  return {
    key: JSON.stringify(request),
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
