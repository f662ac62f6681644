import { useMemo, useRef } from "react";

/** Whether a person's hand is in the list: the pointer, or arrow keys since the last question. */
export function useHand() {
  const now = useRef({ pointer: false, focus: false, touched: false });
  return useMemo(() => {
    const held = () => now.current.pointer || (now.current.focus && now.current.touched);
    return {
      held,
      touch: () => {
        now.current.touched = true;
      },
      rest: () => {
        now.current.touched = false;
      },
      /** Says whether the hand has just left. */
      change: (change: { pointer?: boolean; focus?: boolean }) => {
        const before = held();
        Object.assign(now.current, change);
        if (change.focus === false) now.current.touched = false;
        return before && !held();
      },
    };
  }, []);
}
