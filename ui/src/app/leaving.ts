import { commands, events } from "~/ipc/bindings";

const works = new Set<() => Promise<unknown>>();

/** What is done before the window closes. Gives how to take it back. */
export function beforeClosing(work: () => Promise<unknown>): () => void {
  works.add(work);
  return () => void works.delete(work);
}

/** When the window is to close: everything is saved first, then it closes. Gives how to stop. */
export function answerClosing(): Promise<() => void> {
  return events.closing.listen(async () => {
    await Promise.allSettled([...works].map((work) => work()));
    await commands.windowClose();
  });
}
