import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { station } from "~/features/settings/fixtures";
import type { FindHit } from "~/ipc/bindings";
import { openWindow } from "~/test/window";
import { hits, shell } from "./fixtures";

vi.mock("~/app/screens", () => import("~/test/screens"));

const TRACKING = "9400111899560000107731";
const asked: string[] = [];
let answer: ((hits: FindHit[]) => void) | null = null;

/** The engine answers when the test says so. */
const slow = {
  find: ({ text }: Record<string, unknown>) => {
    asked.push(String(text));
    return new Promise<FindHit[]>((done) => {
      answer = done;
    });
  },
};

async function open(more = {}) {
  asked.length = 0;
  answer = null;
  await openWindow("/settings", shell({ language: "en" }), station(), more);
  const user = userEvent.setup();
  await user.keyboard("{Control>}k{/Control}");
  return { user, text: await screen.findByRole("combobox", { name: "Find" }) };
}
const chosen = () => screen.getAllByRole("option", { selected: true });

it("opens a parcel's timeline with Ctrl+K, a pasted number and Enter, however late the answer is", async () => {
  const { user, text } = await open(slow);
  expect(text).toHaveFocus();
  await user.paste(TRACKING);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(asked).toEqual([TRACKING]));
  expect(screen.getByRole("combobox")).toBeVisible();
  await act(async () => answer?.(hits));
  await waitFor(() => expect(screen.queryByRole("combobox")).toBeNull());
  await waitFor(() => expect(window.location.hash).toBe(`#/track/${TRACKING}`));
  expect(asked).toEqual([TRACKING]);
});

it("asks once for what is typed quickly, and keeps the last answer meanwhile", async () => {
  const { user, text } = await open(slow);
  await user.type(text, "a1");
  await waitFor(() => expect(asked).toEqual(["a1"]));
  await act(async () => answer?.(hits));
  await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
  await user.type(text, "062");
  expect(screen.getAllByRole("option")).toHaveLength(2);
  await waitFor(() => expect(asked).toEqual(["a1", "a1062"]));
});

it("keeps what was chosen by the arrows when more comes", async () => {
  const { user, text } = await open(slow);
  await user.type(text, "a1062");
  await waitFor(() => expect(asked).toHaveLength(1));
  await act(async () => answer?.(hits));
  await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
  expect(chosen()[0]).toHaveTextContent("A1062");
  await user.keyboard("{ArrowDown}");
  expect(chosen()[0]).toHaveTextContent(TRACKING);
  expect(text).toHaveAttribute("aria-activedescendant", chosen()[0]?.id);
});

it("leaves every key to an input method that composes", async () => {
  const { text } = await open(slow);
  fireEvent.compositionStart(text);
  fireEvent.change(text, { target: { value: "zhou" } });
  fireEvent.keyDown(text, { key: "Enter", keyCode: 229 });
  await act(() => new Promise((done) => setTimeout(done, 100)));
  expect(asked).toEqual([]);
  expect(screen.getByRole("combobox")).toBeVisible();
  fireEvent.change(text, { target: { value: "周" } });
  fireEvent.compositionEnd(text);
  await waitFor(() => expect(asked).toEqual(["周"]));
});

it("says that nothing matches, and offers to ask the providers for a number", async () => {
  const { user, text } = await open({ find: () => [] });
  await user.type(text, "RR123456785CN");
  await waitFor(() =>
    expect(screen.getByRole("dialog")).toHaveTextContent("Nothing here matches “RR123456785CN”"),
  );
  expect(chosen()[0]).toHaveTextContent("Look RR123456785CN up at the providers");
});

it("does what the screen can do, by its name", async () => {
  const { user, text } = await open({
    find: () => [],
    verify: () => ({ good: true, findings: [], orders: 3, files: 0, journal: 9 }),
  });
  await user.type(text, "check every");
  await waitFor(() => expect(chosen()[0]).toHaveTextContent("Check everything"));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByText("Everything is whole")).toBeVisible());
  expect(screen.queryByRole("combobox", { name: "Find" })).toBeNull();
});

it("opens an order from elsewhere with its number and Enter", async () => {
  const { user, text } = await open(slow);
  await user.type(text, "shop-1001");
  await waitFor(() => expect(asked).toEqual(["shop-1001"]));
  const order = {
    account: "万邑通",
    order_no: "ID70000000000002ZZ",
    reference: "SHOP-1001",
    tracking_no: null,
    state: { code: "VO", text: "Void" },
    fetched_at: "2026-11-22T11:00:00Z",
  };
  await act(async () => answer?.([{ kind: "foreign_order", order }]));
  await waitFor(() => expect(chosen()[0]).toHaveTextContent("ID70000000000002ZZVoid SHOP-1001 万邑通"));
  await user.keyboard("{Enter}");
  await waitFor(() =>
    expect(window.location.hash).toBe(
      `#/orders/elsewhere/${encodeURIComponent("万邑通")}/no/ID70000000000002ZZ`,
    ),
  );
});
