import { describe, expect, it } from "vitest";
import { contentHeight, MAX_HEIGHT, offsetAfter, scrollTopFor, stuck } from "./tallScroll";

const short = { whole: 320_000, view: 600 };
const tall = { whole: 32_000_000, view: 600 };
const end = tall.whole - tall.view;
const bottom = MAX_HEIGHT - tall.view;

describe("rows that fit into an element", () => {
  it("stand where the scroller stands", () => {
    expect(contentHeight(short.whole)).toBe(320_000);
    expect(scrollTopFor(5000, short)).toBe(5000);
    expect(offsetAfter(0, 319_400, 0, short)).toBe(319_400);
    expect(stuck(0, 0, short)).toBe(false);
  });
});

describe("rows that do not", () => {
  it("are cut at the height that an element may have, and both ends are reached", () => {
    expect(contentHeight(tall.whole)).toBe(MAX_HEIGHT);
    expect(scrollTopFor(0, tall)).toBe(0);
    expect(scrollTopFor(end, tall)).toBe(bottom);
    expect(offsetAfter(0, bottom, 0, tall)).toBe(end);
    expect(offsetAfter(bottom, 0, end - bottom, tall)).toBe(0);
  });

  it("move one to one under the wheel", () => {
    const top = scrollTopFor(1_000_000, tall);
    const shift = 1_000_000 - top;
    expect(offsetAfter(top, top + 120, shift, tall)).toBe(1_000_120);
    expect(offsetAfter(top, top - 32, shift, tall)).toBe(999_968);
  });

  it("go to the same share of the whole when the scroll bar is dragged", () => {
    expect(offsetAfter(0, bottom / 2, 0, tall)).toBe(Math.round(end / 2));
  });

  it("never run past an end, and never stay stuck before one", () => {
    expect(offsetAfter(10, 0, 300, tall)).toBe(300);
    expect(stuck(300, 0, tall)).toBe(true);
    expect(stuck(0, 0, tall)).toBe(false);
    expect(stuck(end - 50, bottom, tall)).toBe(true);
    expect(offsetAfter(bottom - 10, bottom, end, tall)).toBe(end);
  });
});
