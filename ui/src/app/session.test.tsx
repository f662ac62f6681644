import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pretend } from "~/test/pretend";
import { noteAt, noteSession, restoreSession, sessionAt, useSessionScroll, useSessionState } from "./session";

const noted: string[] = [];

beforeEach(() => {
  noted.length = 0;
  vi.useFakeTimers();
  restoreSession(null);
  pretend({
    sessionSet: ({ session }) => {
      noted.push(String(session));
      return null;
    },
  });
});
afterEach(() => vi.useRealTimers());

function Scrolled() {
  return <div ref={useSessionScroll("settings.scroll")} data-testid="scrolled" />;
}

function View() {
  const [view, setView] = useSessionState("orders.view", "today");
  const [columns] = useSessionState<string[]>("orders.columns", []);
  return (
    <button type="button" onClick={() => setView((now) => `${now}!`)}>
      {view} {columns.length}
    </button>
  );
}

it("notes once what changed, a moment after the last change", async () => {
  noteAt("place", "/orders");
  await vi.advanceTimersByTimeAsync(200);
  noteAt("place", "/track");
  await vi.advanceTimersByTimeAsync(299);
  expect(noted).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(noted).toEqual(['{"place":"/track"}']);
});

it("notes at once when the window goes, and nothing when nothing changed", async () => {
  noteAt("place", "/track/1");
  await noteSession();
  await noteSession();
  expect(noted).toEqual(['{"place":"/track/1"}']);
});

it("gives a screen what was noted, and keeps what it changes", () => {
  restoreSession('{"orders.view":"failed","orders.columns":["price"]}');
  render(<View />);
  expect(screen.getByRole("button")).toHaveTextContent("failed 1");
  act(() => screen.getByRole("button").click());
  expect(screen.getByRole("button")).toHaveTextContent("failed! 1");
  expect(sessionAt("orders.view")).toBe("failed!");
});

it("takes nothing that has another shape, or is no session", () => {
  restoreSession('{"orders.view":{"old":1},"orders.columns":"price"}');
  render(<View />);
  expect(screen.getByRole("button")).toHaveTextContent("today 0");
  act(() => restoreSession("no json"));
  expect(sessionAt("orders.view")).toBeUndefined();
  act(() => restoreSession("[1]"));
  expect(sessionAt("0")).toBeUndefined();
});

it("goes back to where it was scrolled to, once there is enough to scroll", () => {
  restoreSession('{"settings.scroll":700}');
  let height = 0;
  // as a browser does: nothing scrolls farther than there is
  const clamp = vi.spyOn(HTMLElement.prototype, "scrollTop", "set").mockImplementation(function (
    this: HTMLElement,
    to,
  ) {
    this.dataset.top = `${Math.min(to, height)}`;
  });
  const top = vi.spyOn(HTMLElement.prototype, "scrollTop", "get").mockImplementation(function (
    this: HTMLElement,
  ) {
    return Number(this.dataset.top ?? 0);
  });
  const { unmount } = render(<Scrolled />);
  screen.getByTestId("scrolled").dispatchEvent(new Event("scroll"));
  expect(sessionAt("settings.scroll")).toBe(700);
  unmount();
  height = 5000;
  render(<Scrolled />);
  expect(screen.getByTestId("scrolled").dataset.top).toBe("700");
  clamp.mockRestore();
  top.mockRestore();
});
