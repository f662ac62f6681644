import type { KeyboardEvent } from "react";
import { Autocomplete, type AutocompleteProps, type Suggestion } from "~/design";

/** What a type-ahead takes. */
export interface TypeAheadProps extends AutocompleteProps {
  /** What Enter or Tab takes where nothing in the list is lit; `null` leaves the text as it is. */
  pick?: (key: "Enter" | "Tab") => Suggestion | null;
  /** Enter, where nothing was taken. */
  onEnter?: () => void;
}

/** An autocomplete whose best suggestion is taken by Enter or Tab alone. */
export function TypeAhead({ pick, onEnter, ...rest }: TypeAheadProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
    if (event.key !== "Enter" && event.key !== "Tab") return;
    const lit = (event.target as HTMLElement).getAttribute("aria-activedescendant");
    if (lit) {
      // Enter takes what is lit by itself
      if (event.key === "Tab") document.getElementById(lit)?.click();
      return;
    }
    const best = pick?.(event.key) ?? null;
    if (best) rest.onTake?.(best);
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (best || !onEnter) return;
    event.stopPropagation();
    onEnter();
  };
  return (
    <div className="type-ahead" onKeyDownCapture={onKeyDown}>
      <Autocomplete {...rest} />
    </div>
  );
}
