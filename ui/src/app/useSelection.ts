import { useCallback, useMemo, useRef, useState } from "react";
import { notify } from "~/design";
import { problemOf } from "~/ipc/problem";
import { noteAt, sessionAt } from "./session";

type Chosen = Readonly<Record<string, readonly string[]>>;

/** A list with more than these is noted as one without: the note is written at every change. */
const MOST_NOTED = 500;

/** What a selection takes. */
export interface SelectionProps<Row> {
  /** Where it is noted for the next start. */
  noted: string;
  /** Which list is shown: each has a selection of its own. */
  list: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** All of the list is in `rows`: what is no longer there is not acted on either. */
  complete: boolean;
  /** Reads all that the list has, up to as many as go into one selection. */
  readAll: () => Promise<{ rows: readonly Row[]; total: number }>;
  /** The list has more than go into one selection. */
  onMost: () => void;
}

const notedOf = (chosen: Chosen): Chosen =>
  Object.fromEntries(
    Object.entries(chosen).map(([list, keys]) => [list, keys.length > MOST_NOTED ? [] : keys]),
  );

/** What is selected in each of some lists: rows that are shown, and those beyond them that Ctrl+A took. */
export function useSelection<Row>(props: SelectionProps<Row>) {
  const { noted, list, rows, keyOf, complete, readAll, onMost } = props;
  const [chosen, choose] = useState<Chosen>(() => (sessionAt(noted) as Chosen | undefined) ?? {});
  // what takes its time takes from the selection as it is by then
  const now = useRef(chosen);
  const beyond = useRef(new Map<string, Row>());
  const [taking, take] = useState(false);
  const keys = chosen[list];
  const selection = useMemo(() => new Set(keys ?? []), [keys]);

  const select = useCallback(
    (next: ReadonlySet<string>) => {
      now.current = { ...now.current, [list]: [...next] };
      choose(now.current);
      noteAt(noted, notedOf(now.current));
    },
    [noted, list],
  );
  const unselect = useCallback(
    (done: readonly string[]) => {
      const gone = new Set(done);
      select(new Set((now.current[list] ?? []).filter((key) => !gone.has(key))));
    },
    [list, select],
  );
  const selectAll = async () => {
    take(true);
    try {
      const all = await readAll();
      for (const row of all.rows) beyond.current.set(keyOf(row), row);
      select(new Set(all.rows.map(keyOf)));
      if (all.rows.length < all.total) onMost();
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    } finally {
      take(false);
    }
  };
  const selected = useMemo(() => {
    const here = rows.filter((row) => selection.has(keyOf(row)));
    for (const row of here) beyond.current.set(keyOf(row), row);
    return complete ? here : [...selection].flatMap((key) => beyond.current.get(key) ?? []);
  }, [rows, selection, complete, keyOf]);

  return { selection, selected, select, unselect, selectAll, taking };
}
