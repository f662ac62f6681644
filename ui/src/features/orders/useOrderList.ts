import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { commands, type OrderPage, type OrderRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { type Filter, requestOf } from "./filter";

/** The first page is in sight at once; later ones are larger, because each is read again when orders change. */
const FIRST_PAGE = 100;
const NEXT_PAGE = 500;
/** The most orders that are taken into one selection. */
export const MOST_SELECTED = 10_000;

export const idOf = (row: OrderRow) => row.id;

/** The rows of a filter, page by page. */
export function useOrderList(filter: Filter) {
  const request = requestOf(filter);
  const list = useInfiniteQuery({
    queryKey: ["orders", "list", request],
    queryFn: ({ pageParam }) =>
      commands.orderList({
        ...request,
        limit: pageParam === null ? FIRST_PAGE : NEXT_PAGE,
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
  const rows = useMemo(() => eachOnce(list.data?.pages.flatMap((page) => page.items) ?? []), [list.data]);
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

/** A row that moved between two pages while they were read stands once, where it was seen first. */
function eachOnce(rows: OrderRow[]): OrderRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
}

/** All orders that match, as far as a selection may go. */
export async function allThatMatch(filter: Filter): Promise<{ rows: OrderRow[]; total: number }> {
  const request = requestOf(filter);
  const rows: OrderRow[] = [];
  let after: string | null = null;
  let total = 0;
  do {
    const page: OrderPage = await commands.orderList({ ...request, limit: NEXT_PAGE, after });
    rows.push(...page.items);
    after = page.next;
    total = page.total;
  } while (after !== null && rows.length < MOST_SELECTED);
  return { rows: eachOnce(rows).slice(0, MOST_SELECTED), total };
}
