import { useCallback, useRef, useState } from "react";

/** What runs, and since when in milliseconds. */
export interface Running<What> {
  what: What;
  since: number;
}

/**
 * One thing at a time: while it runs, a second press does nothing, however quickly it comes. `since(what)` is for the
 * button's `busy`. Work that answers `"stay"` keeps the rest: its screen is about to go away.
 */
export function useBusy<What extends string>() {
  const [running, show] = useState<Running<What> | null>(null);
  // a key may come again before what it did is shown
  const taken = useRef(false);
  // biome-ignore lint/suspicious/noConfusingVoidType: most work has nothing to answer
  const run = useCallback(async (what: What, work: () => Promise<void | "stay">) => {
    if (taken.current) return;
    taken.current = true;
    show({ what, since: Date.now() });
    let stays = false;
    try {
      stays = (await work()) === "stay";
    } finally {
      taken.current = stays;
      if (!stays) show(null);
    }
  }, []);
  const since = (what: What) => (running?.what === what ? running.since : undefined);
  return { run, since, running };
}
