import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import type { Results } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { numbersOf, type Target } from "./rules";

/** What is under way: its words, and since when. */
export interface Busy {
  says: string;
  since: number;
}

/** What is done over several orders. */
export type Over = "reconcile" | "labelFetch" | "cancel" | "refund" | "buy";

/** Of many that failed the first ones are told; the rest stand in their rows. */
const MOST_TOLD = 3;

/** One thing at a time: a key that is pressed twice does nothing twice. */
export function useBusy() {
  const { t } = useTranslation("orders");
  const [busy, setBusy] = useState<Busy | null>(null);
  const running = useRef(false);

  const run = useCallback(async (says: string, work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy({ says, since: Date.now() });
    try {
      await work();
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    } finally {
      running.current = false;
      setBusy(null);
    }
  }, []);

  /** Something over several orders, with what became of each. */
  const over = useCallback(
    async (deed: Over, targets: readonly Target[], work: (numbers: string[]) => Promise<Results>) => {
      const numbers = numbersOf(targets);
      if (numbers.length === 0) return;
      await run(t(`doing.${deed}`, { count: numbers.length }), async () => {
        const { done, results } = await work(numbers);
        if (done > 0) notify.success(t(`done.${deed}`, { count: done }));
        const troubles = results.flatMap(({ last_error }) => last_error ?? []);
        for (const trouble of troubles.slice(0, MOST_TOLD)) notify.problem(trouble);
      });
    },
    [run, t],
  );

  return { busy, run, over };
}
