import { useEffect, useState } from "react";
import { typedDecimal } from "~/i18n/decimal";
import { TextInput, type TextInputProps } from "./TextInput";

/** What a number input takes. */
export interface NumberInputProps
  extends Omit<TextInputProps, "value" | "onChange" | "defaultValue" | "inputMode"> {
  /** Decimal text; empty for none. */
  value: string;
  /** Called with decimal text in the engine's form, or with what was typed where that is no number yet. */
  onValue: (text: string) => void;
  /** Zero: whole numbers alone. */
  decimals?: number;
}

/**
 * A decimal as text in, text out. What is typed stays as typed while the field has the focus; full-width digits become
 * plain ones when it is left. Nothing that is no number is cleared: it stays, marked.
 */
export function NumberInput({ value, onValue, decimals, right = true, onBlur, ...rest }: NumberInputProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    // the value was changed elsewhere: the text follows, unless it says the same already
    setTyped((now) => (now === value || typedDecimal(now) === value ? now : value));
  }, [value]);
  const bad = numberTrouble(value, decimals) !== null;
  return (
    <TextInput
      {...rest}
      right={right}
      inputMode={decimals === 0 ? "numeric" : "decimal"}
      value={typed}
      aria-invalid={bad || rest["aria-invalid"]}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        onValue(text.trim() === "" ? "" : (typedDecimal(text) ?? text));
      }}
      onBlur={(event) => {
        setTyped(value);
        onBlur?.(event);
      }}
    />
  );
}

/** Why a text cannot be the value of a number input; the key of the words, or `null`. */
export function numberTrouble(
  text: string,
  decimals?: number,
): "number.not_a_number" | "number.too_fine" | null {
  if (text.trim() === "") return null;
  const plain = typedDecimal(text);
  if (plain === null) return "number.not_a_number";
  const fraction = plain.split(".")[1] ?? "";
  return decimals !== undefined && fraction.length > decimals ? "number.too_fine" : null;
}
