import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { begin, confirm, type Purchase, priceAll, type Run, settle } from "./buying";
import type { PriceRow } from "./prices";
import { IDLE, type Stage } from "./stage";

/** Buys, one purchase at a time: Enter while one runs does nothing. */
export function useBuying(purchase: Purchase) {
  const { stage, run, alone, halt } = useRun(purchase);
  return {
    stage,
    begin: useCallback((row: PriceRow, moved: boolean) => alone(() => begin(run, row, moved)), [alone, run]),
    confirm: useCallback(() => alone(() => confirm(run, stage)), [alone, run, stage]),
    /** Goes on with the orders that were not sent. */
    goOn: useCallback(
      () =>
        alone(async () =>
          stage.kind === "batch" && stage.left.length > 0 ? priceAll(run, stage.row, stage.left) : undefined,
        ),
      [alone, run, stage],
    ),
    halt,
    settle: useCallback((orderNo: string) => alone(() => settle(run, orderNo)), [alone, run]),
    dismiss: useCallback(() => run.show(IDLE), [run]),
  };
}

/** What stands on the panel, and the one thing at a time that may change it. */
function useRun(purchase: Purchase) {
  const [stage, draw] = useState<Stage>(IDLE);
  const now = useRef<Stage>(IDLE);
  const busy = useRef(false);
  const stop = useRef(false);
  const here = useHere();
  const latest = useRef(purchase);
  useLayoutEffect(() => {
    latest.current = purchase;
  });

  const run = useMemo<Run>(() => {
    const show = (next: Stage) => {
      now.current = next;
      draw(next);
    };
    return { purchase: () => latest.current, show, stopped: () => stop.current, here: () => here.current };
  }, [here]);

  /** Lets one thing run at a time, and none for a key that was meant for a stage that is over though it is still drawn. */
  const alone = useCallback(
    async (work: () => Promise<void>) => {
      if (busy.current || now.current !== stage) return;
      busy.current = true;
      stop.current = false;
      await work().finally(() => {
        busy.current = false;
      });
    },
    [stage],
  );

  /** Stops before the next order, never within one. */
  const halt = useCallback(() => {
    stop.current = true;
    if ("stopping" in now.current) run.show({ ...now.current, stopping: true });
  }, [run]);
  return { stage, run, alone, halt };
}

/** Whether what uses it still stands. */
function useHere() {
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return here;
}
