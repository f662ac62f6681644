import { Select as Base } from "@base-ui/react/select";
import type { ReactNode } from "react";
import { Icon } from "./Icon";
import { type Option, SelectList } from "./Select";

/**
 * Filters as a sentence of plain words: put `<SentenceWord>` into a translated sentence with `<Trans components>`, so that
 * each language keeps its own order. `end` stands at the right: a count.
 */
export function Sentence({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className="sentence">
      <div className="words">{children}</div>
      {end && <span className="end">{end}</span>}
    </div>
  );
}

/** A word of the sentence that can be chosen. */
export function SentenceWord<Value extends string>({
  label,
  options,
  value,
  onValue,
  on,
}: {
  /** What is chosen, for screen readers: “State”. */
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  onValue: (value: Value) => void;
  /** It narrows the list: shown in the accent. */
  on?: boolean;
}) {
  return (
    <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onValue(next)}>
      <Base.Trigger
        className={on ? "w on" : "w"}
        aria-label={`${label}: ${options.find((one) => one.value === value)?.label ?? value}`}
      >
        <Base.Value />
        <Icon name="down" size={12} />
      </Base.Trigger>
      <SelectList options={options} />
    </Base.Root>
  );
}
