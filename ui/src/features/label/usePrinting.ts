import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import {
  commands,
  type DocumentKind,
  type ErrorDocument,
  type Layout,
  type PrintBatchDocument,
} from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { queries, readAgain } from "~/ipc/queries";

/** How often an open batch is looked at, beside what the engine tells by itself. */
const LOOK_MS = 1500;
/** How often a queue at rest is: nobody tells when a printer is switched off, or a print server ends. */
const REST_MS = 5000;

/** Where, on what and how often labels are printed; 0 copies where what was typed is none. */
export interface PrintChoice {
  printer: string | null;
  layout: Layout;
  copies: number;
}

/** More copies than these are a slip of the keys. */
export const MOST_COPIES = 20;

/** Whether something of a batch is still to come. */
export const isOpen = (batch: PrintBatchDocument): boolean =>
  batch.state === "running" || batch.jobs.some((job) => job.state === "queued" || job.state === "sent");

/** The queue, looked at again while something of it is on its way. */
export function usePrintQueue(watch: boolean) {
  return useQuery({
    queryKey: ["printing", "queue"],
    queryFn: () => commands.printQueue(),
    refetchOnMount: watch ? "always" : true,
    refetchInterval: (query) => watch && (query.state.data?.batches.some(isOpen) ? LOOK_MS : REST_MS),
  });
}

/** Printers, and what the settings send to them, for one kind of page. */
export function usePrintChoice(kind: DocumentKind) {
  const printers = useQuery({ queryKey: ["printing", "printers"], queryFn: () => commands.printerList() });
  const settings = useQuery({ queryKey: ["settings", "all"], queryFn: () => commands.settingsShow() });
  const [typed, setCopies] = useState<string | null>(null);
  const setting = settings.data?.printers.find((one) => one.kind === kind);
  // nobody chose yet: the one printer there is, or the system's own
  const usable = printers.data?.filter((one) => one.takes_pages) ?? [];
  const own = usable.length === 1 ? usable[0] : usable.find((one) => one.is_default);
  const copies = typed ?? String(setting?.copies ?? 1);
  const choice: PrintChoice = {
    printer: setting?.printer ?? own?.name ?? null,
    layout: setting?.layout ?? "as-is",
    copies: /^\d+$/.test(copies) && Number(copies) <= MOST_COPIES ? Number(copies) : 0,
  };
  /** Remembered for this kind of page. */
  const keep = useCallback(
    async (key: "printer" | "layout", value: string) => {
      const kept = await commands.settingSet(`${key}.${kind}`, value);
      queries.setQueryData(["settings", "all"], kept);
    },
    [kind],
  );
  return { printers, setting, choice, copies, keep, setCopies, ready: settings.data !== undefined };
}

/** Sends labels of an order to a printer, once for each key, and follows them. */
export function usePrinting(orderNo: string, kind: DocumentKind) {
  const [sent, setSent] = useState<PrintBatchDocument | null>(null);
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const [since, setSince] = useState<number | null>(null);
  const busy = useRef(false);
  const queue = usePrintQueue(sent !== null);
  const batch = queue.data?.batches.find((one) => one.id === sent?.id) ?? sent;

  const send = useCallback(
    async (choice: PrintChoice, again: boolean, reason: string | null) => {
      if (busy.current) return;
      busy.current = true;
      setSince(Date.now());
      setProblem(null);
      try {
        const { printer, layout, copies } = choice;
        const made = await commands.print({
          order_nos: [orderNo],
          kind,
          printer,
          copies,
          layout,
          again,
          reason,
        });
        const left = made.left_out[0]?.error ?? null;
        setProblem(left ?? made.error);
        if (made.total > 0) setSent(made);
        readAgain(["printing", "orders"]);
      } catch (thrown) {
        setProblem(problemOf(thrown));
      } finally {
        busy.current = false;
        setSince(null);
      }
    },
    [orderNo, kind],
  );
  const acknowledge = useCallback(() => setProblem(null), []);
  return { batch, problem, since, send, acknowledge };
}
