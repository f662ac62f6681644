import { useCallback, useRef } from "react";
import { notify, SUCCESS_MS } from "~/design";

/**
 * Brings back what was taken away last, for as long as the window offers it. Ctrl+Z means that also inside a text field,
 * until something is typed: then it is the field's again.
 */
export function useUndo() {
  const last = useRef<(() => void) | null>(null);
  const forget = useCallback(() => {
    last.current = null;
  }, []);
  const removed = useCallback((says: string, bringBack: () => void) => {
    let back = false;
    const once = () => {
      if (back) return;
      back = true;
      bringBack();
    };
    last.current = once;
    notify.success(says, { run: once });
    setTimeout(() => {
      if (last.current === once) last.current = null;
    }, SUCCESS_MS);
  }, []);
  const undo = useCallback(() => {
    last.current?.();
    last.current = null;
  }, []);
  return { removed, undo, forget, can: useCallback(() => last.current !== null, []) };
}
