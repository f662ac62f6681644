import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useFormat } from "~/i18n/format";

/** One view of a list. */
export interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  count?: number;
  /** The count asks for a person. */
  bad?: boolean;
}

/** Views with their counts: ←→ moves along, and the one with the focus is shown at once. */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onValue,
}: {
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onValue: (value: Value) => void;
}) {
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const now = tabs.findIndex((tab) => tab.value === value);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = (next + tabs.length) % tabs.length;
    const tab = tabs[index];
    if (!tab) return;
    onValue(tab.value);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div className="views" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          className={tab.value === value ? "on" : undefined}
          onClick={() => onValue(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className={tab.bad && tab.count > 0 ? "n bad" : "n"}>{format.number(tab.count)}</span>
          )}
        </button>
      ))}
    </div>
  );
}
