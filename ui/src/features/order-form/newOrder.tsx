import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { notify, useKeys } from "~/design";
import { commands, type FormDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** New orders that nobody has typed anything into yet, as the engine gave them. */
const fresh = new Map<string, FormDocument>();
let making = false;

/** The form of an order that was just made: it need not be asked for again. */
export function freshForm(id: string): FormDocument | undefined {
  return fresh.get(id);
}

/** Something was typed: it stays, whatever happens. */
export function keepOrder(id: string): void {
  fresh.delete(id);
}

/** A new order that was left as it was made is taken away again: an empty draft is nobody's. */
export function leaveFresh(id: string): void {
  if (!fresh.delete(id)) return;
  commands.orderDiscard(id).then(
    () => readAgain(["orders"]),
    () => undefined,
  );
}

/** Makes a new order and opens its form. Asked twice in one breath it makes one. */
export function useNewOrder(): () => void {
  const [place, go] = useLocation();
  return useCallback(() => {
    const open = /^\/orders\/([^/]+)\/form\b/.exec(place)?.[1];
    if (making || (open && fresh.has(open))) return;
    making = true;
    commands
      .orderNew()
      .then(
        (document) => {
          fresh.set(document.id, document);
          go(`/orders/${document.id}/form`);
        },
        (thrown) => void notify.problem(problemOf(thrown)),
      )
      .finally(() => {
        making = false;
      });
  }, [place, go]);
}

/** Ctrl+N, from wherever one is. */
export function NewOrder() {
  const { t } = useTranslation("orderForm");
  const run = useNewOrder();
  useKeys("new-order", [{ keys: "Control+n", label: t("newOrder"), run, inFields: true }], {
    layer: "everywhere",
  });
  return null;
}
