import { events, type Topic } from "./bindings";
import { readAgain } from "./queries";

/** Follows what changes in the folder, by this window or by another program. Gives how to stop. */
export async function followChanges(tell?: (topics: readonly Topic[]) => void): Promise<() => void> {
  return events.changed.listen(({ payload }) => {
    readAgain(payload.topics);
    tell?.(payload.topics);
  });
}
