import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./Icon";

type Native = Omit<ComponentProps<"input">, "type" | "children" | "size">;

/** What a check box, radio button or switch takes beyond those of the platform (`register` may be spread into it). */
export interface ChoiceProps extends Native {
  label?: ReactNode;
  /** Called with the new state, beside `onChange`. */
  onChecked?: (on: boolean) => void;
  hint?: ReactNode;
}

/** A check box. `mixed` shows a dash: some, not all. Without `label` it needs `aria-label`. */
export function Checkbox({ mixed = false, ...rest }: ChoiceProps & { mixed?: boolean }) {
  return (
    <Choice
      {...rest}
      type="checkbox"
      mixed={mixed}
      mark={
        <span className={mixed ? "cb mix" : "cb"}>
          <Icon name={mixed ? "minus" : "check"} size={12} />
        </span>
      }
    />
  );
}

/** One of several: give each of them the same `name`. */
export function Radio(props: ChoiceProps) {
  return <Choice {...props} type="radio" mark={<span className="rb" />} />;
}

/** On or off, at once. */
export function Switch(props: ChoiceProps) {
  return <Choice {...props} type="checkbox" role="switch" mark={<span className="sw" />} />;
}

interface Inner extends ChoiceProps {
  type: "checkbox" | "radio";
  mark: ReactNode;
  mixed?: boolean;
}

function Choice({ label, hint, mark, mixed, onChecked, onChange, className, ...rest }: Inner) {
  const controlled = rest.checked !== undefined;
  return (
    <label className={`choice ${className ?? ""}`}>
      <input
        {...rest}
        readOnly={controlled && !onChange && !onChecked ? true : rest.readOnly}
        ref={(input) => {
          if (input) input.indeterminate = Boolean(mixed);
          if (typeof rest.ref === "function") return rest.ref(input);
          if (rest.ref) rest.ref.current = input;
          return undefined;
        }}
        onChange={(event) => {
          onChange?.(event);
          onChecked?.(event.target.checked);
        }}
      />
      {mark}
      {label !== undefined && (
        <span className="grow">
          {label}
          {hint && <span className="hint">{hint}</span>}
        </span>
      )}
    </label>
  );
}
