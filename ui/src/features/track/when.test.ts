import { describe, expect, it } from "vitest";
import { dayHeading, daysAgo, daysSince, dayText, figuresText, gapped, timeText, whenOf } from "./when";

const wall = (at_text: string) => whenOf({ at: null, at_text });
const NOW = Date.UTC(2026, 10, 22, 12, 0);

describe("the time of an event", () => {
  it("is local to the place where nobody knows the instant, and stays as it was written", () => {
    const when = wall("2026-11-20 14:12:09");
    expect(when).toEqual({
      clock: Date.UTC(2026, 10, 20, 14, 12),
      timed: true,
      local: true,
      text: "2026-11-20 14:12:09",
    });
    expect(timeText(when, "en")).toBe("14:12");
    expect(figuresText(when, NOW)).toBe("11-20 14:12");
  });

  it("is that of this computer where the instant is known", () => {
    const at = new Date(2026, 10, 20, 23, 5);
    const when = whenOf({ at: at.toISOString(), at_text: "20/11 15h" });
    expect(when.local).toBe(false);
    expect(timeText(when, "zh-CN")).toBe("23:05");
    expect(dayText(when.clock ?? 0, "en", NOW)).toBe("20 Nov");
  });

  it("is not guessed from a text that is none", () => {
    for (const text of ["", "within 24h", "31.2.", "2026-02-31 10:00", "2026-13-01"])
      expect(wall(text).clock, text).toBeNull();
    expect(wall("2026/1/5").timed).toBe(false);
    expect(timeText(wall("2026-01-05"), "en")).toBeNull();
  });

  it("is never tomorrow, where the clocks are ahead of ours", () => {
    const ago = (at_text: string) => daysAgo(wall(at_text).clock ?? 0, "en", NOW);
    expect(ago("2026-11-23 03:00")).toBeNull();
    expect(ago("2026-11-22 23:00")).toBe("today");
    expect(ago("2026-11-21 03:00")).toBe("yesterday");
    expect(ago("2026-11-27 03:00")).toBe("in 5 days");
  });

  it("is written as each language does", () => {
    const { clock } = wall("2026-11-20 14:12");
    expect(dayHeading(clock ?? 0, "en", NOW)).toBe("Fri 20 Nov");
    expect(dayHeading(clock ?? 0, "zh-CN", NOW)).toBe("11 月 20 日 星期五");
    expect(dayText(wall("2025-03-01").clock ?? 0, "zh-TW", NOW)).toBe("2025 年 3 月 1 日");
    expect(dayText(wall("2025-03-01").clock ?? 0, "en", NOW, true)).toBe("1 March 2025");
  });

  it("counts only days that have passed everywhere", () => {
    expect(daysSince(wall("2026-11-20 12:00"), NOW)).toBe(1);
    expect(daysSince(wall("nothing"), NOW)).toBeNull();
  });
});

it("parts Chinese from Latin and figures, and leaves English alone", () => {
  expect(gapped("11月20日14:12在Berlin签收", "zh-CN")).toBe("11 月 20 日 14:12 在 Berlin 签收");
  expect(gapped("在深圳，3天", "zh-TW")).toBe("在深圳，3 天");
  expect(gapped("in 深圳on", "en")).toBe("in 深圳on");
});
