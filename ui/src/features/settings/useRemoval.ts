import { useCallback } from "react";
import { notify } from "~/design";
import type { Topic } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** Takes something away at once, and offers to bring it back. */
export function useRemoval<Thing>(how: {
  topic: Topic;
  said: (thing: Thing) => string;
  remove: (thing: Thing) => Promise<unknown>;
  bring: (thing: Thing) => Promise<unknown>;
}): (thing: Thing) => Promise<void> {
  const { topic, said, remove, bring } = how;
  return useCallback(
    async (thing) => {
      const tried = async (command: (thing: Thing) => Promise<unknown>) => {
        try {
          await command(thing);
          return true;
        } catch (error) {
          notify.problem(problemOf(error));
          return false;
        } finally {
          readAgain([topic]);
        }
      };
      if (await tried(remove)) notify.success(said(thing), { run: () => void tried(bring) });
    },
    [topic, said, remove, bring],
  );
}
