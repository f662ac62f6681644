/** Puts the focus into the field at a path of the engine's, and brings it into sight. Says whether it was there. */
export function focusAt(path: string): boolean {
  const place = document.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const control = place?.querySelector<HTMLElement>("input:not([type=hidden]), textarea, button");
  if (!control) return false;
  control.focus();
  // what stands there is replaced by typing, as after Tab
  if (control instanceof HTMLInputElement && /^(text|)$/.test(control.type)) control.select();
  place?.scrollIntoView?.({ block: "nearest" });
  return true;
}

/** Where one goes for a path that has no field of its own: the free line of a box's goods. */
export function fieldFor(path: string): string {
  const items = /^(boxes\[\d+\])\.items$/.exec(path)?.[1];
  if (!items) return path;
  const lines = document.querySelectorAll(`[data-path="${CSS.escape(path)}"] [data-path$=".sku"]`);
  return lines.item(lines.length - 1)?.getAttribute("data-path") ?? path;
}
