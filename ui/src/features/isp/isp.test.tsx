import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { answers as accounts } from "~/features/accounts/fixtures";
import { answers as orders } from "~/features/orders/fixtures";
import { trackers } from "~/features/track/fixtures.list";
import type { Answers } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers } from "./fixtures";
import { differencesOf, sidesOf } from "./useForeignOrder";

vi.mock("~/app/screens", async () => ({ screens: [(await import("~/features/orders")).orders] }));

const at = () => decodeURIComponent(window.location.hash);
const PAGE = "/orders/elsewhere/Winit/no/WO20261118000417";

async function open(place: string, more: Answers = {}) {
  const asked: unknown[] = [];
  const view = await openWindow(
    place,
    orders,
    accounts,
    shell({ language: "en" }),
    answers,
    { ispShow: (args) => void asked.push(args) },
    more,
  );
  return { user: userEvent.setup(), asked, view };
}

it("is reached from the orders with its key, and lists what is kept", async () => {
  const { user } = await open("/orders");
  expect(await screen.findByRole("button", { name: /^From elsewhere/ })).toBeVisible();
  await user.keyboard("w");
  const grid = await screen.findByRole("grid", { name: /^Orders made at a provider/ });
  const [, first, second] = within(grid).getAllByRole("row");
  expect(first).toHaveTextContent("WO20261118000417");
  expect(first).toHaveTextContent("出库");
  expect(first).toHaveTextContent("00340434292135100377");
  // a code that nobody knows stays what it is
  expect(second).toHaveTextContent("UnrecognisedWFD");
  expect(second).toHaveTextContent("no tracking number yet");
  await waitFor(() => expect(grid).toHaveFocus());
  await user.keyboard("{Enter}");
  await waitFor(() => expect(at()).toBe(`#${PAGE}`));
});

it("opens one by the seller's reference, and says what that means", async () => {
  const { user, asked } = await open("/orders/elsewhere");
  await screen.findByRole("grid", { name: /^Orders made at a provider/ });
  await user.click(screen.getByRole("radio", { name: "Reference" }));
  const field = screen.getByRole("textbox", { name: "The seller’s reference" });
  await user.type(field, "shop 77 / 20931{Enter}");
  expect(await screen.findByText("Found by its reference")).toBeVisible();
  expect(asked).toEqual([{ account: "Winit", order: null, reference: "shop 77 / 20931", ask: false }]);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("WO20261118000417");
});

it("opens one of the list at its own account, and names the chosen one that is asked about any other", async () => {
  const [first] = trackers;
  const able = ["First", "Second", "Winit"].map((name) => ({
    ...first,
    id: name,
    name,
    enabled: true,
    capabilities: ["foreign_orders"],
  }));
  const { user } = await open("/orders/elsewhere", { accountList: () => able });
  await screen.findByRole("grid", { name: /^Orders made at a provider/ });
  await user.click(await screen.findByRole("combobox", { name: "Account to ask" }));
  await user.click(await screen.findByRole("option", { name: "Second" }));
  const field = screen.getByRole("textbox", { name: "Order number at the provider" });
  await user.type(field, "WO9");
  expect(await screen.findByText("Enter asks Second about it.")).toBeVisible();
  await user.clear(field);
  await user.type(field, "WO20261118000417{Enter}");
  await waitFor(() => expect(at()).toBe(`#${PAGE}`));
});

it("shows declared beside measured, marks a difference, and never calls zero what nobody measured", async () => {
  await open(PAGE);
  const first = await screen.findByRole("region", { name: "Parcel 1 of 2" });
  const weight = within(first).getByRole("row", { name: /^Weight/ });
  expect(weight).toHaveTextContent("1.23 kg1.420 kg differs");
  // 30 and 30.0 are the same
  expect(within(first).getByRole("row", { name: /^Size/ })).not.toHaveTextContent("differs");
  expect(within(first).getByText("2 lines for customs")).toBeVisible();
  expect(within(first).getByRole("row", { name: /CUP-2/ })).toHaveTextContent("6912002390");
  const second = screen.getByRole("region", { name: "Parcel 2 of 2" });
  expect(within(second).getByRole("row", { name: /^Weight/ })).toHaveTextContent("0.40 kgNot weighed");
  expect(within(second).getByRole("row", { name: /^Size/ })).toHaveTextContent("not declaredNot measured");
  expect(screen.getByText("Made at the provider: shown here, never changed")).toBeVisible();
});

it("has the provider's answer behind T and the timeline behind Enter", async () => {
  const { user } = await open(PAGE);
  await screen.findByRole("region", { name: "Parcel 1 of 2" });
  expect(screen.queryByText(/buyerContactNo/)).toBeNull();
  await user.keyboard("t");
  expect(screen.getByText(/"buyerContactNo": "\*\*\*4417"/)).toBeVisible();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(at()).not.toBe(`#${PAGE}`));
});

it("asks once about an order that is not known here, and says what came of it", async () => {
  const { asked } = await open("/orders/elsewhere/Winit/no/WO1");
  expect(await screen.findByText("Winit does not know WO1.")).toBeVisible();
  expect(asked.map((one) => (one as { ask: boolean }).ask)).toEqual([false, true]);
});

it("tells a difference by the numbers, not by how they are written", () => {
  const none = { weight_kg: null, length_cm: null, width_cm: null, height_cm: null };
  const box = { weight_kg: "1.2", length_cm: "30", width_cm: "20", height_cm: "12" };
  expect(differencesOf(box, { ...box, weight_kg: "1.200", height_cm: "12.0" })).toEqual({
    weight: false,
    size: false,
  });
  expect(differencesOf(box, { ...box, weight_kg: "1.21", width_cm: "21" })).toEqual({
    weight: true,
    size: true,
  });
  expect(differencesOf(box, none)).toEqual({ weight: false, size: false });
  expect(sidesOf(box)).toEqual(["30", "20", "12"]);
  expect(sidesOf({ ...box, width_cm: null })).toBeNull();
});

it.each(["/orders/elsewhere", PAGE])("has nothing that axe finds at %s", async (place) => {
  const { view } = await open(place);
  await screen.findAllByText("WO20261118000417");
  const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
