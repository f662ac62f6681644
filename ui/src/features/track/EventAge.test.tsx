import { cleanup, screen } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { mount } from "~/test/mount";
import { EventAge } from "./EventAge";

beforeEach(async () => {
  await i18next.changeLanguage("en");
  vi.useFakeTimers({ now: new Date(2026, 10, 22, 18, 0), toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  return i18next.changeLanguage("zh-CN");
});

const said = (at: string) => {
  mount(<EventAge at={at} />, "/");
  const text = document.querySelector(".ago")?.textContent;
  cleanup();
  return text;
};

it("says of today what the clock at the place showed, where nobody knows its zone", () => {
  expect(said("2026-11-22T14:05:31")).toBe("today 14:05");
  expect(said("2026-11-22 04:05")).toBe("today 04:05");
  expect(said("2026-11-22")).toBe("today");
  // there the day has begun that is tomorrow here
  expect(said("2026-11-23T02:17:00")).toBe("11-23 02:17");
  expect(said("2026-11-21T23:50:00")).toBe("yesterday");
  expect(said("2026-11-19T23:50:00")).toBe("3 d");
});

it("says how long ago it was where the instant is known", () => {
  expect(said(new Date(2026, 10, 22, 14, 5).toISOString())).toBe("3 h");
  mount(<EventAge at={null} />, "/");
  expect(screen.getByText("—")).toBeVisible();
});
