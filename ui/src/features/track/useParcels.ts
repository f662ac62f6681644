import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { commands, type ParcelPage, type ParcelRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

const FIRST_PAGE = 100;
const NEXT_PAGE = 500;
/** The most parcels that are taken into one selection. */
export const MOST_SELECTED = 10_000;

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
    queryFn: ({ pageParam }) =>
      commands.parcelList(query, needsPerson, pageParam, pageParam === null ? FIRST_PAGE : NEXT_PAGE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    // what was read again is a new list, the same or not: whoever waits for its next page asks once more
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => eachOnce(list.data?.pages.flatMap((page) => page.items) ?? []), [list.data]);
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
export async function allListed({
  text,
  needsPerson,
}: Listed): Promise<{ rows: ParcelRow[]; total: number }> {
  const rows: ParcelRow[] = [];
  let after: string | null = null;
  let total = 0;
  do {
    const page: ParcelPage = await commands.parcelList(text.trim() || null, needsPerson, after, NEXT_PAGE);
    rows.push(...page.items);
    after = page.next;
    total = page.total;
  } while (after !== null && rows.length < MOST_SELECTED);
  return { rows: eachOnce(rows).slice(0, MOST_SELECTED), total };
}

/** A row that moved between two pages while they were read stands once. */
function eachOnce(rows: ParcelRow[]): ParcelRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.number) && seen.add(row.number));
}
