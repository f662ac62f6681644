import { Autocomplete as Base } from "@base-ui/react/autocomplete";
import { type ReactNode, type Ref, useState } from "react";
import { useFieldLinks } from "./Field";
import { inputClass } from "./TextInput";

/** A suggestion: choosing it puts `text` into the field. */
export interface Suggestion {
  text: string;
  /** What it is known by, where several have the same text. */
  key?: string;
  /** How it is shown; the text itself unless told. */
  label?: ReactNode;
  hint?: ReactNode;
}

/** What an autocomplete takes. */
export interface AutocompleteProps {
  value: string;
  /** The text, letter by letter: ask for new suggestions here. */
  onValue: (text: string) => void;
  /** Called when a suggestion was taken. */
  onTake?: (suggestion: Suggestion) => void;
  /** The suggestions for what is typed now, already chosen and ordered. */
  suggestions: readonly Suggestion[];
  placeholder?: string;
  disabled?: boolean;
  mono?: boolean;
  lead?: ReactNode;
  unit?: ReactNode;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  className?: string;
}

/** Free text with suggestions. What is typed is never changed; a suggestion is taken with ↓ and Enter, or a click. */
export function Autocomplete(props: AutocompleteProps) {
  const {
    value,
    onValue,
    onTake,
    suggestions,
    placeholder,
    disabled,
    mono,
    lead,
    unit,
    onBlur,
    ref,
    className,
  } = props;
  const { tone, attributes } = useFieldLinks();
  const [open, setOpen] = useState(false);
  return (
    <Base.Root<Suggestion>
      items={suggestions}
      // a list without a suggestion is none: Esc is not for it
      open={open && suggestions.length > 0}
      onOpenChange={setOpen}
      mode="none"
      value={value}
      onValueChange={onValue}
      itemToStringValue={(suggestion) => suggestion.text}
      disabled={disabled}
    >
      <Base.InputGroup className={inputClass(tone, { disabled, className })}>
        {lead}
        <Base.Input
          ref={ref}
          placeholder={placeholder}
          className={mono ? "mono" : undefined}
          spellCheck={false}
          onBlur={onBlur}
          {...attributes}
          aria-label={props["aria-label"]}
        />
        {unit !== undefined && <span className="u">{unit}</span>}
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner
          className="positioner"
          sideOffset={4}
          align="start"
          hidden={suggestions.length === 0}
        >
          <Base.Popup className="popup">
            <Base.List className="list">
              {(suggestion: Suggestion) => (
                <Base.Item
                  key={suggestion.key ?? suggestion.text}
                  value={suggestion}
                  className="option"
                  onClick={() => onTake?.(suggestion)}
                >
                  <span className="grow cut">{suggestion.label ?? suggestion.text}</span>
                  {suggestion.hint && <span className="hint">{suggestion.hint}</span>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
