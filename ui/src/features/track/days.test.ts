import { expect, it } from "vitest";
import type { EventDocument } from "~/ipc/bindings";
import { daysOf } from "./days";

const event = (some: Partial<EventDocument>): EventDocument => ({
  at: null,
  at_text: "",
  source: "A",
  also: [],
  kind: "carrier",
  status: "in_transit",
  code: null,
  text: "",
  location: null,
  raw: null,
  ...some,
});

it("keeps the order that it was given, also where days come twice", () => {
  const days = daysOf([
    event({ at_text: "2026-11-20 09:00", text: "one" }),
    event({ at_text: "2026-11-20 08:00", text: "two" }),
    event({ at_text: "2026-11-19 08:00", text: "three" }),
    event({ at_text: "2026-11-20 07:00", text: "four" }),
    event({ at_text: "soon", text: "five" }),
  ]);
  expect(days.map((day) => day.lines.map((line) => line.event.text))).toEqual([
    ["one", "two"],
    ["three"],
    ["four"],
    ["five"],
  ]);
  expect(days[3]?.clock).toBeNull();
  expect(days.flatMap((day) => day.lines.map((line) => line.index))).toEqual([0, 1, 2, 3, 4]);
});

it("tells two lines apart that say the same", () => {
  const twice = event({ at_text: "2026-11-20 09:00", text: "scan" });
  const keys = daysOf([twice, twice, { ...twice, source: "B" }]).flatMap((day) =>
    day.lines.map((line) => line.key),
  );
  expect(new Set(keys).size).toBe(3);
});
