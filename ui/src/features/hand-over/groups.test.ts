import { expect, it } from "vitest";
import { day, form, group } from "./fixtures";
import { canMake, dayAfter, keyOf, rowsOf, shownForm, waitingDays } from "./groups";

const standings = (making: string | null = null) =>
  rowsOf(day(), {}, making).map(({ channel_id, standing }) => `${channel_id} ${standing}`);

it("says of every channel where its boxes stand", () => {
  expect(standings()).toEqual(["422 ready", "204 done", "386 refused", "500 lost", "3344 address"]);
  expect(standings("Dingcang main\n422")[0]).toBe("422 making");
  const of = (some: Parameters<typeof group>[0]) =>
    rowsOf(day({ groups: [group(some)] }), {}, null)[0]?.standing;
  expect(of({ ready: 3, forms: [form({ state: "asking" })] })).toBe("asking");
  expect(of({ left_out: [{ reason: "cancelled", message: "", boxes: 1, order_nos: ["A1"] }] })).toBe(
    "nothing",
  );
  // boxes that came after the form was made
  expect(of({ ready: 3, in_form: 57, forms: [form({})] })).toBe("ready");
});

it("makes what has boxes and an address, also beside a lost form, never while one is asked for", () => {
  const one = (some: Parameters<typeof group>[0]) => {
    const [row] = rowsOf(day({ groups: [group(some)] }), {}, null);
    return row ? canMake(row) : null;
  };
  expect(one({ ready: 3 })).toBe(true);
  expect(one({ ready: 3, address_id: null })).toBe(false);
  expect(one({ ready: 0, form_unknown: 3 })).toBe(false);
  expect(one({ ready: 3, form_unknown: 3 })).toBe(true);
  expect(one({ ready: 3, forms: [form({ state: "asking" })] })).toBe(false);
});

it("takes an address typed for one channel for the others of its account, and no other's", () => {
  const three = [
    group({ channel_id: "1", address_id: null, ready: 1 }),
    group({ channel_id: "2", address_id: null, ready: 1 }),
    group({ channel_id: "3", address_id: "7", ready: 1 }),
    group({ account: "Other", channel_id: "1", address_id: null, ready: 1 }),
  ];
  const typed = { [keyOf({ account: "Dingcang main", channel_id: "1" })]: " 93 " };
  expect(rowsOf(day({ groups: three }), typed, null).map(({ address }) => address)).toEqual([
    "93",
    "93",
    "7",
    "",
  ]);
  const emptied = { [keyOf({ account: "Dingcang main", channel_id: "3" })]: "" };
  expect(rowsOf(day({ groups: three }), emptied, null)[2]?.standing).toBe("address");
});

it("shows the chosen form, else the newest that is made", () => {
  const both = group({ forms: [form({ id: "lost", state: "unknown" }), form({ id: "made" })] });
  expect(shownForm(both, null)?.id).toBe("made");
  expect(shownForm(both, "lost")?.id).toBe("lost");
  expect(shownForm(group({}), null)).toBeNull();
});

it("counts the boxes that wait by day, without channels that are left alone", () => {
  const waiting = ["422", "204"].flatMap((channel_id) =>
    ["2026-03-01", "2026-02-28"].map((date) => ({ date, account: "Dingcang main", channel_id, boxes: 2 })),
  );
  const days = (off: string[]) => waitingDays(day({ waiting }), new Set(off));
  expect(days([])).toEqual([
    { date: "2026-03-01", boxes: 4 },
    { date: "2026-02-28", boxes: 4 },
  ]);
  expect(days(["Dingcang main\n422"])[0]).toEqual({ date: "2026-03-01", boxes: 2 });
});

it("walks days over the end of a month and of a year", () => {
  expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
  expect(dayAfter("2025-12-31", 1)).toBe("2026-01-01");
});
