import { useLocation } from "wouter";
import { notify } from "~/design";
import { useLeftOut } from "~/features/label";
import { commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

/** Prints the labels of orders, and goes where they can be seen coming out. */
export function usePrint(): (orderNos: readonly string[]) => void {
  const [, go] = useLocation();
  const tellLeftOut = useLeftOut();
  return (orderNos) => {
    const asked = {
      order_nos: [...orderNos],
      kind: "label" as const,
      printer: null,
      copies: 0,
      layout: null,
      again: false,
    };
    commands.print(asked).then(
      (batch) => {
        tellLeftOut(batch);
        go("/print");
      },
      (thrown: unknown) => notify.problem(problemOf(thrown)),
    );
  };
}
