import type { EventDocument } from "~/ipc/bindings";
import { dayOf, type When, whenOf } from "./when";

/** A line of the timeline with its time read. */
export interface Line {
  /** Its place in the timeline. */
  index: number;
  key: string;
  event: EventDocument;
  when: When;
}

/** The lines of a day. */
export interface Day {
  key: string;
  /** A clock of that day; null where no time can be read. */
  clock: number | null;
  lines: Line[];
}

/**
 * The timeline by days, in the engine's order: a day that comes twice (the zones of two places differ) stands twice,
 * because no line is moved for the sake of a heading.
 */
export function daysOf(events: readonly EventDocument[]): Day[] {
  const days: Day[] = [];
  const seen = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const when = whenOf(event);
    const day = when.clock === null ? null : dayOf(when.clock);
    const line = { index, key: keyOf(event, seen), event, when };
    const last = days.at(-1);
    const lastDay = last && (last.clock === null ? null : dayOf(last.clock));
    if (last && lastDay === day) last.lines.push(line);
    else days.push({ key: line.key, clock: when.clock, lines: [line] });
  }
  return days;
}

/** What a line is known by across refreshes: what it says, and which of several alike it is. */
function keyOf(event: EventDocument, seen: Map<string, number>): string {
  const says = [event.source, event.at_text, event.code, event.text, event.location].join("\u0000");
  const count = (seen.get(says) ?? 0) + 1;
  seen.set(says, count);
  return `${says}\u0000${count}`;
}
