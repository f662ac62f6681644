import type { ErrorDocument, MoneyDocument, OrderDocument, OrderProgress, OrderState } from "~/ipc/bindings";

/** An order as far as one must know it to do something with it: a row of the list, or the order itself. */
export interface Target {
  id: string;
  order_no: string | null;
  state: OrderState;
  account: string | null;
  channel_id: string | null;
  channel_name?: string | null;
  price?: MoneyDocument | null;
  progress?: OrderProgress;
  last_error?: ErrorDocument | null;
}

/** What it failed with, if it did. */
const errorOf = ({ progress, last_error }: Target): ErrorDocument | null =>
  progress?.kind === "error" ? progress.error : (last_error ?? null);

/** The provider has an order of this number already, and only a person knows whether it is this one. */
export const isTaken = (error: ErrorDocument): boolean => error.code === "purchase.number_taken";

/** The field that is to be mended first, as far as somebody named one. */
export function fieldToFix(target: Target): string | null {
  if (target.progress?.kind === "missing") return target.progress.issue.path;
  return errorOf(target)?.fields[0]?.path ?? null;
}

export function targetOf(order: OrderDocument): Target | null {
  const { id, order_no, state, account, channel_id, channel_name, last_error } = order;
  if (id === null || state === null) return null;
  return { id, order_no, state, account, channel_id, channel_name, last_error };
}

/** The numbers by which the engine knows them. */
export function numbersOf(targets: readonly Target[]): string[] {
  return targets.flatMap((target) => target.order_no ?? []);
}

/** What can be done with an order, by where it stands. */
type Rule = (target: Target) => boolean;

const among =
  (...states: OrderState[]): Rule =>
  ({ state, order_no }) =>
    order_no !== null && states.includes(state);

/** A price can be asked for, and it can be bought. */
export const canCompare = among("ready", "failed", "cancelled");
/** It has a label. */
export const canPrint = among("labelled");
/** The provider can be asked to take it back. */
export const canCancel = among("submitted", "labelled");
/** Only the provider knows what became of it. */
export const canAsk = among("unknown");
/** The provider can be asked whether the money is back. */
export const canAskRefund = among("cancelling");
export const canFetchLabel = among("submitted");
/** Its data can still be changed. */
export const canFix: Rule = ({ state }) => state === "draft" || state === "ready" || state === "failed";
/** It was refused, at a channel that is known. */
export const canBuyAgain: Rule = (row) =>
  row.state === "failed" && row.order_no !== null && row.account !== null && row.channel_id !== null;
/** The provider has its number already: it may be taken over, or go out under the next one. */
export const canTake: Rule = (row) => {
  const error = errorOf(row);
  return row.state === "failed" && row.order_no !== null && error !== null && isTaken(error);
};
/** Nobody ever heard of it; whether that is so of a refused one, the engine knows. */
export const canDiscard = canFix;
