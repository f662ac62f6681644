import { Combobox as Base } from "@base-ui/react/combobox";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFieldLinks } from "./Field";
import { Icon } from "./Icon";
import type { Option, SelectProps } from "./Select";
import { inputClass } from "./TextInput";

/** What a combobox takes. */
export interface ComboboxProps<Value extends string> extends Omit<SelectProps<Value>, "onValue"> {
  onValue: (value: Value | null) => void;
  /** Other words by which an option is found: a code, an English name. */
  searchWords?: (option: Option<Value>) => string;
}

/** One of a long list, found by typing: countries, channels, accounts. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { options, value, onValue, placeholder, disabled, name, className, searchWords } = props;
  const { t } = useTranslation("design");
  const { tone, attributes } = useFieldLinks();
  const [query, setQuery] = useState("");
  const chosen = useMemo(() => options.find((option) => option.value === value) ?? null, [options, value]);
  const matches = (option: Option<Value>, typed: string) => {
    const wanted = typed.trim().toLowerCase();
    return `${option.label} ${option.value} ${searchWords?.(option) ?? ""}`.toLowerCase().includes(wanted);
  };
  return (
    <Base.Root<Option<Value>>
      items={options}
      value={chosen}
      onValueChange={(option) => onValue(option?.value ?? null)}
      onInputValueChange={setQuery}
      isItemEqualToValue={(one, other) => one.value === other.value}
      filter={matches}
      autoHighlight
      disabled={disabled}
      name={name}
    >
      <Base.InputGroup className={inputClass(tone, { disabled, className })}>
        <Base.Input
          placeholder={placeholder}
          {...attributes}
          aria-label={props["aria-label"]}
          spellCheck={false}
        />
        <Base.Trigger className="u pick-open" aria-label={t("pick.open")} tabIndex={-1}>
          <Icon name="down" size={14} />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={4}>
          <Base.Popup className="popup">
            <Base.Empty className="none">{t("pick.none", { query })}</Base.Empty>
            <Base.List className="list">
              {(option: Option<Value>) => (
                <Base.Item key={option.value} value={option} disabled={option.disabled} className="option">
                  <Base.ItemIndicator className="mark" keepMounted>
                    <Icon name="check" size={14} />
                  </Base.ItemIndicator>
                  <span className="grow cut">{option.label}</span>
                  {option.hint && <span className="hint">{option.hint}</span>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
