import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { shell as shellOf } from "~/app/fixtures";
import { answers as forms } from "~/features/order-form/fixtures";
import type { OrderRow, Results } from "~/ipc/bindings";
import { refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { drawn, folder, answers as orders } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).orders] }));
vi.mock("~/features/compare", async (original) => ({
  ...(await original<object>()),
  ComparePanel: () => <aside aria-label="prices" />,
}));
vi.mock("~/features/label", async (original) => ({
  ...(await original<object>()),
  LabelPanel: ({ order }: { order: { order_no: string } }) => (
    <aside aria-label="label">{order.order_no}</aside>
  ),
}));

const shell = shellOf({ language: "en" });
const nothing: Results = { results: [], done: 1, failed: 0, unknown: 0 };
const taken = refusal({
  code: "purchase.number_taken",
  class: "provider_says_no",
  message: "Dingcang already has an order A1070 that was not sent from here like this.",
});

beforeEach(() => {
  folder.rows = drawn().map((row): OrderRow => {
    if (row.order_no !== "A1070") return row;
    return { ...row, progress: { kind: "error", error: taken } };
  });
});

/** Opens the list with the cursor on an order. */
async function at(number: string, ...more: Parameters<typeof openWindow>[1][]) {
  await openWindow("/orders", shell, forms, orders, ...more);
  const user = userEvent.setup();
  screen.getByRole("grid", { name: "Orders" }).focus();
  const place = folder.rows.findIndex((row) => row.order_no === number);
  await user.keyboard(`{Home}${"{ArrowDown}".repeat(place)}`);
  return user;
}

it("an order whose number the provider has already is taken over after a question, once", async () => {
  const labelFetch = vi.fn(() => nothing);
  const user = await at("A1070", { labelFetch });
  const row = within(screen.getByRole("grid", { name: "Orders" }))
    .getByText("A1070")
    .closest("[role=row]");
  expect(row).toHaveTextContent("LTake over");
  await user.keyboard("{Enter}");
  await user.click(await screen.findByRole("button", { name: /Take over/ }));
  const question = await screen.findByRole("dialog", { name: "Is the provider’s A1070 this order?" });
  expect(question).toHaveTextContent("what Dingcang main has under this number becomes this order");
  expect(labelFetch).not.toHaveBeenCalled();
  await user.keyboard("{Control>}{Enter}{Enter}{/Control}");
  await waitFor(() => expect(labelFetch).toHaveBeenCalledWith({ orderNos: ["A1070"] }));
  expect(labelFetch).toHaveBeenCalledTimes(1);
  expect(await screen.findByText("It is taken over, its label is here")).toBeVisible();
});

it("an order that was taken over shows its label in the place of its prices", async () => {
  const user = await at("A1070");
  await user.keyboard("{Enter}");
  await screen.findByRole("complementary", { name: "prices" });
  await user.keyboard("l");
  await screen.findByRole("dialog");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByRole("complementary", { name: "label" })).toHaveTextContent("A1070");
  expect(screen.queryByRole("complementary", { name: "prices" })).toBeNull();
});

it("of several that are selected none is taken over by the way", async () => {
  const labelFetch = vi.fn(() => nothing);
  const user = await at("A1072", { labelFetch });
  await user.keyboard(" {ArrowDown}{ArrowDown} l");
  await waitFor(() => expect(labelFetch).toHaveBeenCalledWith({ orderNos: ["A1072"] }));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("bought again it goes out under its next number", async () => {
  const buy = vi.fn(() => nothing);
  const user = await at("A1070", { buy });
  await user.keyboard("r");
  const question = await screen.findByRole("dialog", { name: "Buy A1070 again?" });
  expect(question).toHaveTextContent("under its next number");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() =>
    expect(buy).toHaveBeenCalledWith({ ask: expect.objectContaining({ order_nos: ["A1070"], again: true }) }),
  );
});

it("a draft says what is left in the words of its form", async () => {
  const user = await at("A1070");
  await user.keyboard("{Enter}");
  await screen.findByRole("complementary", { name: "prices" });
  screen.getByRole("grid", { name: "Orders" }).focus();
  await user.keyboard("{Home}");
  const side = await screen.findByRole("complementary", { name: "Order" });
  expect(side).toHaveTextContent("Recipient › Postcode: still to be filled in");
});
