import { useCallback, useRef, useState } from "react";
import { commands, type ErrorDocument, type Results } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** Asks the provider for the labels of an order, one question at a time. */
export function useLabelFetch(orderNo: string) {
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const [since, setSince] = useState<number | null>(null);
  const busy = useRef(false);
  const ask = useCallback(async (question: () => Promise<Results>) => {
    if (busy.current) return;
    busy.current = true;
    setSince(Date.now());
    setProblem(null);
    try {
      const [order] = (await question()).results;
      setProblem(order?.last_error ?? null);
      readAgain(["orders"]);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      busy.current = false;
      setSince(null);
    }
  }, []);
  return {
    problem,
    since,
    fetch: useCallback(() => ask(() => commands.labelFetch([orderNo])), [ask, orderNo]),
    transfer: useCallback(() => ask(() => commands.labelTransfer(orderNo)), [ask, orderNo]),
    acknowledge: useCallback(() => setProblem(null), []),
  };
}
