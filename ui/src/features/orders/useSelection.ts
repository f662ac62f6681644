import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { noteAt, sessionAt } from "~/app/session";
import { notify } from "~/design";
import type { OrderRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import type { Filter } from "./filter";
import { allThatMatch, MOST_SELECTED } from "./useOrderList";

type Chosen = Readonly<Record<string, readonly string[]>>;

const NOTED = "orders.selection";
/** More than these are not noted for the next start: the note is written at every change. */
const MOST_NOTED = 500;

/**
 * What is selected in each view: rows of the list, and those beyond them that Ctrl+A took. Where the list is `complete`,
 * what is no longer in it is not acted on either.
 */
export function useSelection(filter: Filter, rows: readonly OrderRow[], complete: boolean) {
  const { t } = useTranslation("orders");
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
      for (const row of all.rows) beyond.current.set(row.id, row);
      select(new Set(all.rows.map((row) => row.id)));
      if (all.rows.length < all.total) notify.success(t("selected.most", { count: MOST_SELECTED }));
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    } finally {
      take(false);
    }
  }, [filter, select, t]);

  const selected = useMemo(() => {
    const here = rows.filter((row) => selection.has(row.id));
    for (const row of here) beyond.current.set(row.id, row);
    return complete ? here : [...selection].flatMap((id) => beyond.current.get(id) ?? []);
  }, [rows, selection, complete]);

  return { selection, selected, select, selectAll, taking };
}
