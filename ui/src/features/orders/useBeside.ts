import { useCallback, useState } from "react";
import { useSessionState } from "~/app/session";
import type { Beside } from "./OrderSide";

/** The order that stands beside the list, also after the next start. */
export function useBeside() {
  const [open, setOpen] = useSessionState<string | null>("orders.open", null);
  const [beside, setBeside] = useState<Beside | null>(open ? { id: open, ask: false, focus: false } : null);
  const show = useCallback(
    (next: Beside | null) => {
      setBeside(next);
      setOpen(next?.id ?? null);
    },
    [setOpen],
  );
  return {
    beside,
    show,
    compare: useCallback((id: string) => show({ id, ask: true, focus: true }), [show]),
    showBought: () => beside && show({ ...beside, ask: false, focus: true, bought: true }),
    /** What stands beside follows the row, and asks nobody for it. */
    follow: useCallback(
      (id: string | null) => {
        if (beside && id && beside.id !== id) show({ id, ask: false, focus: false });
      },
      [beside, show],
    ),
  };
}
