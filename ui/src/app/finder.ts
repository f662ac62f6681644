import { useSyncExternalStore } from "react";

let open = false;
const watchers = new Set<() => void>();

/** Opens the finder, or closes it: what Ctrl+K does, and the search box of any top bar. */
export function showFinder(show = true): void {
  open = show;
  for (const watcher of watchers) watcher();
}

/** Whether the finder stands. */
export function useFinder(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => open,
  );
}
