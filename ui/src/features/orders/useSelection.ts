import { useCallback, useMemo, useRef, useState } from "react";
import { noteAt, sessionAt } from "~/app/session";
import type { OrderRow } from "~/ipc/bindings";
import type { Filter } from "./filter";
import { allThatMatch } from "./useOrderList";

type Chosen = Readonly<Record<string, readonly string[]>>;

const NOTED = "orders.selection";
/** More than these are not noted for the next start: the note is written at every change. */
const MOST_NOTED = 500;

/** What is selected in each view; the list's rows, and those beyond them that Ctrl+A took. */
export function useSelection(filter: Filter, rows: readonly OrderRow[]) {
  const [chosen, choose] = useState<Chosen>(() => (sessionAt(NOTED) as Chosen | undefined) ?? {});
  const beyond = useRef(new Map<string, OrderRow>());
  const [taking, take] = useState(false);
  const keys = chosen[filter.view];
  const selection = useMemo(() => new Set(keys ?? []), [keys]);

  const select = useCallback(
    (next: Set<string>) => {
      const all = { ...chosen, [filter.view]: [...next] };
      choose(all);
      if (next.size <= MOST_NOTED) noteAt(NOTED, all);
    },
    [chosen, filter.view],
  );
  const selectAll = useCallback(async () => {
    take(true);
    try {
      const all = await allThatMatch(filter);
      for (const row of all) beyond.current.set(row.id, row);
      select(new Set(all.map((row) => row.id)));
    } finally {
      take(false);
    }
  }, [filter, select]);

  const selected = useMemo(() => {
    for (const row of rows) if (selection.has(row.id)) beyond.current.set(row.id, row);
    return [...selection].flatMap((id) => beyond.current.get(id) ?? []);
  }, [rows, selection]);

  return { selection, selected, select, selectAll, taking };
}
