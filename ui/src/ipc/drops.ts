import { getCurrentWebview } from "@tauri-apps/api/webview";

/** Files over the window: they hang there, they were let go, or they are gone again. */
export type FileDrop = { kind: "over" } | { kind: "dropped"; paths: string[] } | { kind: "gone" };

/** Follows files that are dragged onto the window. Gives how to stop. */
export function onFileDrop(tell: (drop: FileDrop) => void): () => void {
  const following = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === "drop") tell({ kind: "dropped", paths: payload.paths });
    else tell({ kind: payload.type === "leave" ? "gone" : "over" });
  });
  return () => void following.then((stop) => stop());
}
