import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { sessionAt } from "~/app/session";
import { answers as forms } from "~/features/order-form/fixtures";
import type { OrderListRequest, OrderPage } from "~/ipc/bindings";
import { tellChange } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { drawn, folder, answers as orders } from "./fixtures";
import { giveFirstPage } from "./useOrderList";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).orders] }));

const [one] = drawn();
const never = new Promise<never>(() => {});

it("goes on to the next page when a change came while it was read", async () => {
  folder.rows = Array.from(
    { length: 150 },
    (_, index) => ({ ...one, id: `${index}`, order_no: `N${index}` }) as typeof one,
  ) as typeof folder.rows;
  const asked: (string | null)[] = [];
  await openWindow("/orders", shell({ language: "en" }), forms, orders, {
    orderList: async (args) => {
      const { after } = args.request as OrderListRequest;
      asked.push(after);
      return asked.filter((page) => page !== null).length === 1 && after !== null
        ? never
        : orders.orderList?.(args);
    },
  });
  const user = userEvent.setup();
  screen.getByRole("grid", { name: "Orders" }).focus();
  await user.keyboard("{End}");
  await waitFor(() => expect(asked).toEqual([null, "100"]));
  await tellChange("orders");
  await waitFor(() => expect(asked).toEqual([null, "100", null, "100"]));
  await user.keyboard("{End}");
  expect(await screen.findByText("N149")).toBeInTheDocument();
});

it("notes what it asks for first, and takes the answer from where the page came with it", async () => {
  await openWindow("/orders", shell({ language: "en" }), forms, orders);
  const first: OrderListRequest = JSON.parse(String(sessionAt("orders.first")));
  const asked = {
    view: "today",
    states: [],
    batch: null,
    query: null,
    sort: "newest",
    limit: 100,
    after: null,
  };
  expect(first).toEqual(asked);
  const page = { items: [{ ...one, order_no: "FIRST-1" } as typeof one], next: null, total: 1 };
  act(() => giveFirstPage(first, page as OrderPage));
  expect(await screen.findByText("FIRST-1")).toBeInTheDocument();
});
