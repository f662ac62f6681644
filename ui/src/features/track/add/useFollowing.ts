import { useCallback, useRef, useState } from "react";
import { commands, type ErrorDocument, type RegistrationResult } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { askOf, isDone, type Line, namedBy, type Tracker } from "./lines";

/** So many are given at a time: what became of them is shown before the next ones go, and Esc stops between them. */
const AT_ONCE = 120;

/** How far it is. */
export interface Progress {
  done: number;
  total: number;
  failed: number;
}

/** What became of a line. */
export interface Told {
  line: Line;
  result: RegistrationResult;
}

/** Follows numbers, some at a time, and keeps what became of each. */
export function useFollowing() {
  const [results, keep] = useState<ReadonlyMap<string, RegistrationResult>>(new Map());
  const [progress, show] = useState<Progress | null>(null);
  const [problem, fail] = useState<ErrorDocument | null>(null);
  const taken = useRef(false);
  const stopped = useRef(false);

  const follow = async (lines: readonly Line[], tracker: Tracker): Promise<Told[]> => {
    if (taken.current) return [];
    taken.current = true;
    stopped.current = false;
    fail(null);
    const given = new Set(lines.map(({ key }) => key));
    keep((now) => new Map([...now].filter(([key]) => !given.has(key))));
    const all: Told[] = [];
    const tell = () =>
      show({
        done: all.length,
        total: lines.length,
        failed: all.filter(({ result }) => !isDone(result)).length,
      });
    tell();
    try {
      for (const some of partsOf(lines)) {
        if (stopped.current) break;
        const results = await send(some, tracker);
        // in the order in which they were given
        const told = some.flatMap((line, place) =>
          results[place] ? [{ line, result: results[place] }] : [],
        );
        all.push(...told);
        keep((now) => new Map([...now, ...told.map(({ line, result }) => [line.key, result] as const)]));
        tell();
      }
    } catch (thrown) {
      // what was told before stands; the rest is as it was
      fail(problemOf(thrown));
    } finally {
      taken.current = false;
      show(null);
      readAgain(["parcels", "status"]);
    }
    return all;
  };
  /** What a number was told before no longer holds: it was changed. What it was asked for stays asked for. */
  const forget = useCallback((key: string) => {
    keep((now) => {
      const result = now.get(key);
      if (!result || namedBy(result).length > 0) return now;
      return new Map([...now].filter(([one]) => one !== key));
    });
  }, []);
  return {
    results,
    progress,
    problem,
    follow,
    stop: () => {
      stopped.current = true;
    },
    forget,
  };
}

/** In parts, air waybills apart: they go another way. */
function partsOf(lines: readonly Line[]): Line[][] {
  return [lines.filter(({ isWaybill }) => !isWaybill), lines.filter(({ isWaybill }) => isWaybill)].flatMap(
    (some) =>
      Array.from({ length: Math.ceil(some.length / AT_ONCE) }, (_, part) =>
        some.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
      ),
  );
}

async function send(lines: readonly Line[], tracker: Tracker): Promise<RegistrationResult[]> {
  if (!lines[0]?.isWaybill) return (await commands.trackAdd(tracker.account, lines.map(askOf))).results;
  const numbers = lines.map(({ number }) => number);
  const { items } = await commands.trackAwb(tracker.waybills ?? tracker.account, numbers);
  return items.map(({ number, error }) => ({
    number,
    carrier: null,
    corrected_from: null,
    outcome: error === null ? "done" : error.class === "unknown" ? "unknown" : "failed",
    error,
  }));
}
