import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { notify, type Running, useBusy } from "~/design";
import type { Results } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { queries } from "~/ipc/queries";
import { numbersOf, type Target } from "./rules";

/** What is under way: its words, and since when. */
export type Busy = Running<string>;

/** What is done over several orders. */
export type Over = "reconcile" | "labelFetch" | "take" | "cancel" | "refund" | "buy";

/** Of many that failed the first ones are told; the rest stand in their rows. */
const MOST_TOLD = 3;

/**
 * One thing at a time; what went wrong is told, and of something over several orders what became of each. Work that
 * changes orders gives what is told of it, for when they were read again.
 */
export function useOver() {
  const { t } = useTranslation("orders");
  const { run: alone, running: busy } = useBusy<string>();

  const run = useCallback(
    (says: string, work: () => Promise<(() => void) | undefined>) =>
      alone(says, async () => {
        try {
          const tell = await work();
          // whoever is told finds the orders as they are now
          if (tell) await queries.invalidateQueries({ queryKey: ["orders"] });
          tell?.();
        } catch (thrown) {
          notify.problem(problemOf(thrown));
        }
      }),
    [alone],
  );

  const over = useCallback(
    async (deed: Over, targets: readonly Target[], work: (numbers: string[]) => Promise<Results>) => {
      const numbers = numbersOf(targets);
      if (numbers.length === 0) return;
      await run(t(`doing.${deed}`, { count: numbers.length }), async () => {
        const { done, results } = await work(numbers);
        return () => {
          if (done > 0) notify.success(t(`done.${deed}`, { count: done }));
          const troubles = results.flatMap(({ last_error }) => last_error ?? []);
          for (const trouble of troubles.slice(0, MOST_TOLD)) notify.problem(trouble);
        };
      });
    },
    [run, t],
  );

  return { busy, run, over };
}
