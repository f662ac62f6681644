import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { notify } from "~/design";
import { printerTitle, useLeftOut } from "~/features/label";
import { commands, type OrderListRequest, type OrderRow, type PrintBatchDocument } from "~/ipc/bindings";
import { chooseFile, chooseWhere } from "~/ipc/dialogs";
import { type Filter, requestOf } from "./filter";
import {
  canAsk,
  canAskRefund,
  canBuyAgain,
  canCancel,
  canCompare,
  canDiscard,
  canFetchLabel,
  canPrint,
  canTake,
  fieldToFix,
  numbersOf,
  type Target,
} from "./rules";
import { type Busy, useOver } from "./useOver";

/** A button that leads out of where an order stands, with its key. */
export interface WayOut {
  label: string;
  keys: string;
  run: () => void;
}

/** A question that is asked before something that cannot be taken back. */
export type Question =
  | { kind: "cancel"; targets: readonly Target[]; others: number }
  | { kind: "discard"; targets: readonly Target[]; others: number }
  | { kind: "take"; target: Target }
  | { kind: "buyAgain"; target: Target };

/** What a list can do with its orders. */
export interface Deeds {
  busy: Busy | null;
  question: Question | null;
  answer: (yes: boolean) => void;
  fix: (target: Target) => void;
  ask: (targets: readonly Target[]) => void;
  fetchLabels: (targets: readonly Target[]) => void;
  take: (target: Target) => void;
  print: (targets: readonly Target[]) => void;
  buyAgain: (target: Target) => void;
  cancel: (targets: readonly Target[]) => void;
  discard: (targets: readonly Target[]) => void;
  duplicate: (target: Target) => void;
  /** Without orders: all that are listed, every page of them. */
  exportTable: (orders: readonly OrderRow[]) => void;
  chooseImport: () => void;
  /** The way out of where this order stands: mend, ask, fetch, compare. */
  waysOut: (target: Target | null, beside?: boolean) => WayOut[];
}

/** Whether the labels of an order are at the printer or on their way there: none was left out, and none has failed. */
const isHandedOver = ({ left_out, jobs }: PrintBatchDocument, { order_no }: Target) =>
  !left_out.some((one) => one.order_no === order_no) &&
  !jobs.some((job) => job.order_no === order_no && job.state === "failed");

/** What can be done with orders, one thing at a time; what became of it is told. */
export function useOrderDeeds({
  filter,
  onImport,
  onCompare,
  onDone,
  onTaken,
}: {
  /** What is listed. */
  filter: Filter;
  onImport: (path: string) => void;
  onCompare: (id: string) => void;
  /** Nothing more is to be done with these orders: their labels are at the printer, or they are no more. */
  onDone: (ids: readonly string[]) => void;
  /** The provider's label of its number is this order's now. */
  onTaken: (id: string) => void;
}): Deeds {
  const { t } = useTranslation("orders");
  const [, go] = useLocation();
  const { busy, run, over } = useOver();
  const tellLeftOut = useLeftOut();
  const [question, setQuestion] = useState<Question | null>(null);

  const askFirst = useCallback(
    (kind: "cancel" | "discard", targets: readonly Target[]) => {
      const some = targets.filter(kind === "cancel" ? canCancel : canDiscard);
      if (some.length > 0) setQuestion({ kind, targets: some, others: targets.length - some.length });
      else if (targets.length > 0) notify.success(t(`nothing.${kind}`));
    },
    [t],
  );

  const discardAll = (targets: readonly Target[]) =>
    run(t("doing.discard", { count: targets.length }), async () => {
      for (const target of targets) await commands.orderDiscard(target.id);
      return () => {
        onDone(targets.map((target) => target.id));
        notify.success(t("done.discard", { count: targets.length }));
      };
    });

  const takeOver = (target: Target) =>
    over("take", [target], async (numbers) => {
      const results = await commands.labelFetch(numbers);
      if (results.done > 0) onTaken(target.id);
      return results;
    });

  const answer = (yes: boolean) => {
    setQuestion(null);
    if (!yes || !question) return;
    if (question.kind === "cancel") void over("cancel", question.targets, commands.cancel);
    else if (question.kind === "discard") void discardAll(question.targets);
    else if (question.kind === "take") void takeOver(question.target);
    else {
      const { account, channel_id } = question.target;
      if (account === null || channel_id === null) return;
      const buy = (order_nos: string[]) =>
        // a number that somebody else has is left to them
        commands.buy({ order_nos, account, channel_id, again: canTake(question.target), wait: true });
      void over("buy", [question.target], buy);
    }
  };

  const ask = (targets: readonly Target[]) => {
    const [lost, refunds] = [targets.filter(canAsk), targets.filter(canAskRefund)];
    if (lost.length > 0) void over("reconcile", lost, commands.reconcile);
    else if (refunds.length > 0) void over("refund", refunds, commands.refund);
  };
  const fetchLabels = (targets: readonly Target[]) =>
    void over("labelFetch", targets.filter(canFetchLabel), commands.labelFetch);
  const fix = (target: Target) => {
    const field = fieldToFix(target);
    go(`/orders/${target.id}/form${field ? `/${encodeURIComponent(field)}` : ""}`);
  };
  const take = (target: Target) => canTake(target) && setQuestion({ kind: "take", target });
  const buyAgain = (target: Target) => canBuyAgain(target) && setQuestion({ kind: "buyAgain", target });

  const print = (targets: readonly Target[]) => {
    const some = targets.filter(canPrint);
    const order_nos = numbersOf(some);
    if (order_nos.length === 0) return notify.success(t("nothing.print"));
    void run(t("doing.print", { count: order_nos.length }), async () => {
      const settings = { printer: null, copies: 0, layout: null };
      const batch = await commands.print({ order_nos, kind: "label", ...settings, again: false });
      const printer = await printerTitle(batch.printer);
      return () => {
        if (batch.total > 0) notify.success(t("done.print", { count: batch.total, printer }));
        tellLeftOut(batch);
        onDone(some.filter((one) => isHandedOver(batch, one)).map(({ id }) => id));
      };
    });
  };

  return {
    busy,
    question,
    answer,
    fix,
    ask,
    fetchLabels,
    take,
    print,
    buyAgain,
    cancel: (targets) => askFirst("cancel", targets),
    discard: (targets) => askFirst("discard", targets),
    duplicate: (target) =>
      void run(t("doing.duplicate"), async () => {
        const { id } = await commands.orderDuplicate(target.id);
        return () => go(`/orders/${id}/form`);
      }),
    exportTable: (orders) =>
      void run(t("doing.export"), async () => {
        const path = await chooseWhere(t("export.title"), t("export.file"), [
          { name: t("export.kind"), extensions: ["xlsx", "csv"] },
        ]);
        if (path !== null) {
          const listed: OrderListRequest = { ...requestOf(filter), limit: 0, after: null };
          const ids = orders.map(({ id }) => id);
          const { orders: count, file } = await commands.orderExport(path, listed, ids);
          notify.success(t("done.export", { count, file }));
        }
        return undefined;
      }),
    chooseImport: () =>
      void chooseFile(t("import.title"), [
        { name: t("import.kind"), extensions: ["csv", "tsv", "xlsx"] },
      ]).then((path) => path !== null && onImport(path)),
    waysOut: (target, beside) => {
      if (!target) return [];
      const way = (label: string, keys: string, act: () => void): WayOut => ({ label, keys, run: act });
      return [
        ...(canTake(target) ? [way(t("act.take"), "l", () => take(target))] : []),
        ...(target.state === "draft" || target.state === "failed"
          ? [way(t("act.fix"), "e", () => fix(target))]
          : []),
        // beside the prices R asks for a price again
        ...(canBuyAgain(target) && !beside ? [way(t("act.again"), "r", () => buyAgain(target))] : []),
        ...(canAsk(target) || canAskRefund(target) ? [way(t("act.ask"), "a", () => ask([target]))] : []),
        ...(canFetchLabel(target) ? [way(t("act.fetchLabel"), "l", () => fetchLabels([target]))] : []),
        ...(canCompare(target) && !beside ? [way(t("act.compare"), "q", () => onCompare(target.id))] : []),
      ];
    },
  };
}
