import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { commands, type ParcelRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

const FIRST_PAGE = 100;
const NEXT_PAGE = 500;

export const numberOf = (row: ParcelRow) => row.number;

/** The parcels that a text finds, page by page; all of them without one. */
export function useParcels(text: string) {
  const query = text.trim() || null;
  const list = useInfiniteQuery({
    queryKey: ["parcels", "list", query],
    queryFn: ({ pageParam }) =>
      commands.parcelList(query, pageParam, pageParam === null ? FIRST_PAGE : NEXT_PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => eachOnce(list.data?.pages.flatMap((page) => page.items) ?? []), [list.data]);
  const more = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
  };
  return {
    rows,
    total: list.data?.pages.at(-1)?.total ?? 0,
    loading: list.isPending || list.isFetchingNextPage,
    /** The rows are the answer to this very text. */
    settled: !list.isPlaceholderData && !list.isPending,
    error: list.error ? problemOf(list.error) : null,
    more,
    again: () => list.refetch(),
  };
}

/** A row that moved between two pages while they were read stands once. */
function eachOnce(rows: ParcelRow[]): ParcelRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.number) && seen.add(row.number));
}
