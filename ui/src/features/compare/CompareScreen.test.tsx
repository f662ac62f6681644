import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { drawn, folder, answers as orders } from "~/features/orders/fixtures";
import { openWindow } from "~/test/window";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).compare] }));

beforeEach(() => {
  folder.rows = drawn();
});

it("leads from the empty field to the orders that wait, and opens one, by keys alone", async () => {
  await openWindow("/compare", shell({ language: "en" }), orders);
  const field = await screen.findByRole("combobox", { name: /Find an order/ });
  await waitFor(() => expect(field).toHaveFocus());
  await screen.findByText("A1078");
  const user = userEvent.setup();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByRole("grid", { name: "Orders to buy" })).toHaveFocus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(window.location.hash).toBe("#/compare/A1078"));
});
