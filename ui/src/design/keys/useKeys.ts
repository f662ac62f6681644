import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { type KeyBinding, type KeyLayer, type KeyScope, keyRegistry } from "./registry";

export type { KeyBinding, KeyLayer, KeyScope } from "./registry";

let listening = 0;

function listen(): () => void {
  if (listening++ === 0) window.addEventListener("keydown", keyRegistry.handle, { capture: true });
  return () => {
    if (--listening === 0) window.removeEventListener("keydown", keyRegistry.handle, { capture: true });
  };
}

/**
 * The keys of a screen, panel or dialog, for as long as it stands. The topmost place that has a use for a key gets it;
 * a dialog keeps all keys from what lies below. `bindings` may be a new array at every render. A key always meets what
 * is drawn: both change at once, in the layout effects of a drawing.
 */
export function useKeys(
  name: string,
  bindings: readonly KeyBinding[],
  options: {
    /** `everywhere` for the shell, `screen` unless told. */
    layer?: KeyLayer;
    /** The heading in the list of keys. */
    title?: string;
    /** `false` takes the scope away for the moment. */
    active?: boolean;
  } = {},
): void {
  const { layer = name === "everywhere" ? "everywhere" : "screen", title, active = true } = options;
  const scope = useRef<KeyScope | null>(null);
  const latest = useRef(bindings);

  useLayoutEffect(() => {
    latest.current = bindings;
    if (!scope.current) return;
    const shown = (list: readonly KeyBinding[]) =>
      list.map((one) => `${one.keys} ${one.label} ${one.hidden}`).join("\n");
    const differs = shown(scope.current.bindings) !== shown(bindings);
    scope.current.bindings = bindings;
    if (differs) keyRegistry.changed();
  });

  useLayoutEffect(() => {
    if (!active) return;
    const mine: KeyScope = { name, layer, title, bindings: latest.current };
    scope.current = mine;
    const stop = listen();
    const remove = keyRegistry.add(mine);
    return () => {
      scope.current = null;
      remove();
      stop();
    };
  }, [name, layer, title, active]);
}

/** The scopes under any dialog, topmost first: what the list behind `?` shows. */
export function useKeyScopes(): readonly KeyScope[] {
  return useSyncExternalStore(keyRegistry.watch, keyRegistry.below);
}
