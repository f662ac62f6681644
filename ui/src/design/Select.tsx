import { Select as Base } from "@base-ui/react/select";
import type { ReactNode } from "react";
import { useFieldLinks } from "./Field";
import { Icon } from "./Icon";
import { inputClass } from "./TextInput";

/** Something that can be picked. */
export interface Option<Value extends string = string> {
  value: Value;
  label: string;
  /** Small text behind the label: an id, a currency, a reason. */
  hint?: ReactNode;
  disabled?: boolean;
}

/** What a select takes. */
export interface SelectProps<Value extends string> {
  options: readonly Option<Value>[];
  value: Value | null;
  onValue: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean;
  name?: string;
  /** Needed outside a `Field`. */
  "aria-label"?: string;
  className?: string;
}

/** One of a short list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValue, placeholder, disabled, name, className } = props;
  const { tone, labelId, attributes } = useFieldLinks();
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValue(next)}
      disabled={disabled}
      name={name}
    >
      <Base.Trigger
        className={`${inputClass(tone, { disabled, className })} pick`}
        {...attributes}
        aria-label={props["aria-label"]}
        aria-labelledby={props["aria-label"] ? undefined : labelId}
      >
        <Base.Value className="v" placeholder={placeholder} />
        <Base.Icon className="u">
          <Icon name="down" size={14} />
        </Base.Icon>
      </Base.Trigger>
      <SelectList options={options} />
    </Base.Root>
  );
}

/** The list of a select, shared with the words of a sentence. */
export function SelectList<Value extends string>({ options }: { options: readonly Option<Value>[] }) {
  return (
    <Base.Portal>
      <Base.Positioner className="positioner" sideOffset={4} alignItemWithTrigger={false}>
        <Base.Popup className="popup">
          <Base.List className="list">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="option"
              >
                <Base.ItemIndicator className="mark" keepMounted>
                  <Icon name="check" size={14} />
                </Base.ItemIndicator>
                <Base.ItemText className="grow cut">{option.label}</Base.ItemText>
                {option.hint && <span className="hint">{option.hint}</span>}
              </Base.Item>
            ))}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
