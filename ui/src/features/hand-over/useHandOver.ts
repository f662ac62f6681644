import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { notify, useBusy } from "~/design";
import { commands, type ErrorDocument, type ScanFormDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { queries } from "~/ipc/queries";
import { type Addresses, boxesOf, canMake, type Row, rowsOf } from "./groups";
import { useFormDeeds } from "./useFormDeeds";

const NOBODY: readonly string[] = [];
const NOTHING: Addresses = {};
/** How often a day is read while the answer of another program is awaited. */
const LOOK_MS = 5000;

/** How far the making has come. */
export interface Course {
  key: string;
  done: number;
  total: number;
  failed: number;
}

/** A day's hand-over: its groups, which of them take part, and the making of their forms, one after the other. */
export function useHandOver(date: string | null) {
  const { t } = useTranslation("handOver");
  const key = ["orders", "hand-over", date ?? "today"];
  const read = useQuery({
    queryKey: key,
    queryFn: () => commands.handOverShow(date),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.groups.some((one) => one.forms.some((form) => form.state === "asking")) && LOOK_MS,
  });
  const [off, setOff] = useSessionState<readonly string[]>("handOver.off", NOBODY);
  const [typed, setTyped] = useSessionState<Addresses>("handOver.addresses", NOTHING);
  const [course, setCourse] = useState<Course | null>(null);
  const [troubles, setTroubles] = useState<Readonly<Record<string, ErrorDocument>>>({});
  const stopped = useRef(false);
  const { run, running } = useBusy<"make">();
  const deeds = useFormDeeds();
  const day = read.data;
  const rows = useMemo(() => rowsOf(day, typed, course?.key ?? null), [day, typed, course]);
  const left = useMemo(() => new Set(off), [off]);
  const taking = rows.filter((row) => !left.has(row.key));
  const due = taking.filter(canMake);

  const makeOne = async (row: Row, again: boolean): Promise<ScanFormDocument | null> => {
    if (!day) return null;
    try {
      const made = await commands.scanFormMake(row.account, row.channel_id, row.address, day.date, again);
      // what was refused stands in the group; that there was nothing to hand in does not
      const trouble = made.state === "none" ? made.error : null;
      setTroubles(({ [row.key]: _, ...others }) => (trouble ? { ...others, [row.key]: trouble } : others));
      if (made.state !== "done") return null;
      // from now on it is known by the form
      setTyped(({ [row.key]: _, ...others }) => others);
      return made;
    } catch (thrown) {
      setTroubles((now) => ({ ...now, [row.key]: problemOf(thrown) }));
      return null;
    }
  };
  const makeAll = (some: readonly Row[], again = false) =>
    run("make", async () => {
      stopped.current = false;
      const made: ScanFormDocument[] = [];
      let failed = 0;
      for (const [done, row] of some.entries()) {
        if (stopped.current) break;
        setCourse({ key: row.key, done, total: some.length, failed });
        const form = await makeOne(row, again);
        if (form) made.push(form);
        else failed += 1;
        await queries.invalidateQueries({ queryKey: key });
      }
      setCourse(null);
      if (made.length === 0) return;
      const boxes = made.reduce((sum, { members }) => sum + members.length, 0);
      notify.success(t("made", { count: made.length, boxes }));
      await deeds.printMade(made);
    });

  return {
    day,
    rows,
    due,
    boxes: boxesOf(due),
    /** Whose address is still to be typed. */
    lacking: taking.filter((row) => row.ready > 0 && row.address === ""),
    /** Those that take part. */
    selection: new Set(taking.map((row) => row.key)),
    left,
    /** Which of the groups take part from now on. */
    select: (keys: ReadonlySet<string>) => {
      const here = rows.map((row) => row.key);
      setOff([...off.filter((one) => !here.includes(one)), ...here.filter((one) => !keys.has(one))]);
    },
    typed,
    type: (row: Row, address: string) => setTyped({ ...typed, [row.key]: address }),
    troubles,
    course,
    busy: running !== null,
    make: () => makeAll(due),
    askAgain: (row: Row) => makeAll([row], true),
    stop: () => {
      stopped.current = true;
    },
    deeds,
    loading: read.isPending,
    problem: read.error ? problemOf(read.error) : null,
    again: () => void read.refetch(),
  };
}

export type HandOver = ReturnType<typeof useHandOver>;
