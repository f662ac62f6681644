import type { ComponentProps, ReactNode } from "react";
import { useFieldLinks } from "./Field";

/** What a text input takes beyond those of the platform; `react-hook-form`'s `register` may be spread into it. */
export interface TextInputProps extends Omit<ComponentProps<"input">, "size"> {
  /** Stands inside, before the text. */
  lead?: ReactNode;
  /** Stands inside, after the text: a unit, a check, a lock. */
  unit?: ReactNode;
  mono?: boolean;
  right?: boolean;
}

/** One line of text. Inside a `Field` it finds its label, its trouble and its look by itself. */
export function TextInput({ lead, unit, mono, right, className, disabled, ...rest }: TextInputProps) {
  const { tone, attributes } = useFieldLinks();
  return (
    <span className={inputClass(tone, { right, disabled, className })}>
      {lead}
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        className={mono ? "mono" : undefined}
        disabled={disabled}
        {...attributes}
        {...rest}
      />
      {unit !== undefined && <span className="u">{unit}</span>}
    </span>
  );
}

/** What a text area takes: those of the platform. */
export type TextAreaProps = ComponentProps<"textarea">;

/** Several lines of text. */
export function TextArea({ className, disabled, rows = 3, ...rest }: TextAreaProps) {
  const { tone, attributes } = useFieldLinks();
  return (
    <span className={`${inputClass(tone, { disabled, className })} ta`}>
      <textarea rows={rows} spellCheck={false} disabled={disabled} {...attributes} {...rest} />
    </span>
  );
}

/** The classes of the frame around a control. */
export function inputClass(
  tone: "bad" | "check" | undefined,
  { right, disabled, className }: { right?: boolean; disabled?: boolean; className?: string } = {},
): string {
  const look = tone === "bad" ? "err" : tone === "check" ? "chk" : "";
  return ["in", look, right ? "r" : "", disabled ? "off" : "", className ?? ""].filter(Boolean).join(" ");
}
