import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { noteAt, sessionAt } from "~/app/session";
import { notify } from "~/design";
import type { ParcelRow } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { allListed, type Listed, MOST_SELECTED } from "./useParcels";

type Chosen = Readonly<Partial<Record<"all" | "needsPerson", readonly string[]>>>;

const NOTED = "track.selection";
/** More than these are not noted for the next start: the note is written at every change. */
const MOST_NOTED = 500;

/**
 * What is selected in each of the two lists: rows of it, and those beyond them that Ctrl+A took. Where the list is
 * `complete`, what is no longer in it is not acted on either.
 */
export function useParcelSelection(listed: Listed, rows: readonly ParcelRow[], complete: boolean) {
  const { t } = useTranslation("track");
  const [chosen, choose] = useState<Chosen>(() => (sessionAt(NOTED) as Chosen | undefined) ?? {});
  const beyond = useRef(new Map<string, ParcelRow>());
  const [taking, take] = useState(false);
  const list = listed.needsPerson ? "needsPerson" : "all";
  const selection = useMemo(() => new Set(chosen[list] ?? []), [chosen, list]);

  const select = useCallback(
    (next: ReadonlySet<string>) => {
      const all = { ...chosen, [list]: [...next] };
      choose(all);
      if (next.size <= MOST_NOTED) noteAt(NOTED, all);
    },
    [chosen, list],
  );
  const selectAll = async () => {
    take(true);
    try {
      const all = await allListed(listed);
      for (const row of all.rows) beyond.current.set(row.number, row);
      select(new Set(all.rows.map((row) => row.number)));
      if (all.rows.length < all.total) notify.success(t("list.most", { count: MOST_SELECTED }));
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    } finally {
      take(false);
    }
  };
  const selected = useMemo(() => {
    const here = rows.filter((row) => selection.has(row.number));
    for (const row of here) beyond.current.set(row.number, row);
    return complete ? here : [...selection].flatMap((number) => beyond.current.get(number) ?? []);
  }, [rows, selection, complete]);

  return { selection, selected, select, selectAll, taking };
}
