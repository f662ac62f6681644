import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { commands, type ParcelRow } from "~/ipc/bindings";
import { allRows, eachOnce, pageSize } from "~/ipc/pages";
import { problemOf } from "~/ipc/problem";

export const numberOf = (row: ParcelRow) => row.number;

/** Which parcels are listed: those that a text finds, all of them without one; or only those that wait for somebody. */
export interface Listed {
  text: string;
  needsPerson: boolean;
}

/** The parcels of a list, page by page. */
export function useParcels({ text, needsPerson }: Listed) {
  const query = text.trim() || null;
  const list = useInfiniteQuery({
    queryKey: ["parcels", "list", query, needsPerson],
    queryFn: ({ pageParam }) => commands.parcelList(query, needsPerson, pageParam, pageSize(pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    // what was read again is a new list, the same or not: whoever waits for its next page asks once more
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(
    () => eachOnce(list.data?.pages.flatMap((page) => page.items) ?? [], numberOf),
    [list.data],
  );
  const more = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
  };
  return {
    rows,
    total: list.data?.pages.at(-1)?.total ?? 0,
    /** Every parcel of the list is here. */
    complete: list.isSuccess && !list.hasNextPage,
    loading: list.isPending || list.isFetchingNextPage,
    /** The rows are the answer to this very text. */
    settled: !list.isPlaceholderData && !list.isPending,
    error: list.error ? problemOf(list.error) : null,
    more,
    again: () => list.refetch(),
  };
}

/** All parcels of a list, as far as a selection may go. */
export const allListed = ({ text, needsPerson }: Listed) =>
  allRows((after, limit) => commands.parcelList(text.trim() || null, needsPerson, after, limit), numberOf);
