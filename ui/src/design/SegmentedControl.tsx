import { type ReactNode, useId } from "react";

/** One part of a segmented control. */
export interface Segment<Value extends string> {
  value: Value;
  label: ReactNode;
}

/** A few choices side by side, one of them on: arrow keys move it. */
export function SegmentedControl<Value extends string>({
  label,
  segments,
  value,
  onValue,
  disabled,
}: {
  /** What is chosen, for screen readers. */
  label: string;
  segments: readonly Segment<Value>[];
  value: Value;
  onValue: (value: Value) => void;
  disabled?: boolean;
}) {
  const name = useId();
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {segments.map((segment) => (
        <label key={segment.value} className={segment.value === value ? "on" : undefined}>
          <input
            type="radio"
            name={name}
            disabled={disabled}
            checked={segment.value === value}
            onChange={() => onValue(segment.value)}
          />
          {segment.label}
        </label>
      ))}
    </div>
  );
}
