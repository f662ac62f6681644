import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { shell as shellOf } from "~/app/fixtures";
import { answers as forms } from "~/features/order-form/fixtures";
import { batch, job } from "~/features/print/fixtures";
import type { Results } from "~/ipc/bindings";
import { refusal, tellChange } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { drawn, folder, answers as orders } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).orders] }));
// the panels of others, as far as the list tells them something
vi.mock("~/features/compare", async (original) => ({
  ...(await original<object>()),
  ComparePanel: (props: {
    orderNo: string;
    orderNos: string[];
    autoAsk: boolean | "old";
    onClose: () => void;
    onBought: () => void;
  }) => (
    <aside aria-label="prices">
      {`${props.orderNo} of ${props.orderNos.join(" ")}${props.autoAsk ? ` asked${props.autoAsk === "old" ? " old" : ""}` : ""}`}
      <button type="button" onClick={props.onClose}>
        shut
      </button>
      <button type="button" onClick={props.onBought}>
        bought
      </button>
    </aside>
  ),
}));
vi.mock("~/features/label", async (original) => ({
  ...(await original<object>()),
  LabelPanel: ({ order }: { order: { order_no: string } }) => (
    <aside aria-label="label">{order.order_no}</aside>
  ),
  LabelScreen: () => null,
}));

const shell = shellOf({ language: "en" });

beforeEach(() => {
  folder.rows = drawn();
});

const open = (...more: Parameters<typeof openWindow>[1][]) =>
  openWindow("/orders", shell, forms, orders, ...more.filter((one) => one !== undefined));
const grid = () => screen.getByRole("grid", { name: "Orders" });
const rowOf = (number: string) => {
  const row = within(grid()).getByText(number).closest<HTMLElement>("[role=row]");
  if (!row) throw new Error(`no row ${number}`);
  return row;
};
const current = () =>
  document.getElementById(grid().getAttribute("aria-activedescendant") ?? "")?.querySelector(".mono")
    ?.textContent;
const nothing: Results = { results: [], done: 1, failed: 0, unknown: 0 };

/** Presses keys until the row of this number is the current one. */
async function goTo(number: string) {
  const user = userEvent.setup();
  grid().focus();
  const place = folder.rows.findIndex((row) => row.order_no === number);
  await user.keyboard(`{Home}${"{ArrowDown}".repeat(place)}`);
  expect(current()).toBe(number);
  return user;
}

describe("the list of orders", () => {
  it("says of each order where it stands, what is wrong, and by which key it goes on", async () => {
    await open();
    expect(within(grid()).getAllByRole("row").length).toBeGreaterThan(10);
    expect(rowOf("A1079")).toHaveTextContent("Postcode missing");
    expect(rowOf("A1076")).toHaveTextContent("Postcode: fixEFix");
    expect(rowOf("A1073")).toHaveTextContent("UnknownGrace L.USAustin2.05Answer lostAAsk");
    expect(rowOf("A1070")).toHaveTextContent("“余额不足”RBuy again");
    expect(rowOf("A1072")).toHaveTextContent("Bought just now");
    expect(rowOf("A1062")).toHaveTextContent("CNY 42.80");
    expect(screen.getByRole("tab", { name: /Refused/ })).toHaveTextContent("Refused2");
  });

  it("changes views by g and a figure, and filters by text", async () => {
    await open();
    const user = userEvent.setup();
    await user.keyboard("g2");
    await waitFor(() => expect(within(grid()).queryByText("A1079")).toBeNull());
    expect(rowOf("A1076")).toBeVisible();
    await user.keyboard("g1/");
    expect(screen.getByRole("textbox", { name: "Filter" })).toHaveFocus();
    await user.keyboard("brno{Enter}");
    await waitFor(() => expect(within(grid()).getAllByRole("row")).toHaveLength(2));
    expect(rowOf("A1072")).toBeVisible();
    expect(grid()).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(within(grid()).getAllByRole("row").length).toBeGreaterThan(10));
    await user.keyboard("/nobody{Enter}");
    expect(await screen.findByText("Nothing matches “nobody” in this view.")).toBeVisible();
  });

  it("adds up what is selected without mixing currencies", async () => {
    await open();
    const user = await goTo("A1062");
    await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}");
    const bar = screen.getByRole("region", { name: "Selection" });
    expect(bar).toHaveTextContent("5 selected");
    expect(bar).toHaveTextContent("712.84 kg");
    expect(bar).toHaveTextContent("Price (4 of 5)CNY 166.95");
    expect(bar).toHaveTextContent("Price (1 of 5)USD 9.36");
  });

  it("takes all that match with Ctrl+A, also those that are not loaded", async () => {
    folder.rows = Array.from({ length: 1234 }, (_, index) => ({
      ...(drawn()[1] as (typeof folder.rows)[number]),
      id: `many-${index}`,
      order_no: `M${index}`,
    }));
    await open();
    const user = userEvent.setup();
    grid().focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("1,234 selected")).toBeVisible();
  });

  it("goes to the next order that needs a person with F8", async () => {
    await open();
    const user = await goTo("A1075");
    await user.keyboard("{F8}");
    expect(current()).toBe("A1073");
    await user.keyboard("{F8}{F8}");
    expect(current()).toBe("A1076");
  });

  it("no longer counts an order that was discarded", async () => {
    await open();
    const user = await goTo("A1078");
    await user.keyboard(" {ArrowDown} {Delete}");
    await screen.findByRole("dialog", { name: "Discard 2 orders?" });
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(within(grid()).queryByText("A1077")).toBeNull());
    expect(screen.queryByRole("region", { name: "Selection" })).toBeNull();
    await waitFor(() => expect(grid()).toHaveFocus());
  });

  it("keeps the current row and the selection when something changes", async () => {
    await open();
    const user = await goTo("A1075");
    await user.keyboard(" ");
    const first = folder.rows[0] as (typeof folder.rows)[number];
    folder.rows = [{ ...first, id: "id-new", order_no: "A1081" }, ...folder.rows];
    await act(async () => {
      await tellChange("orders");
    });
    expect(await within(grid()).findByText("A1081")).toBeVisible();
    expect(current()).toBe("A1075");
    expect(rowOf("A1075")).toHaveAttribute("aria-selected", "true");
    expect(grid()).toHaveFocus();
  });

  it("has nothing that a screen reader stumbles over", async () => {
    const { container } = await open();
    const user = await goTo("A1062");
    await user.keyboard(" ");
    const result = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(result.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  });

  it("says why it could not be read, and reads again", async () => {
    let broken = true;
    await open({
      orderList: (args) => {
        if (broken) throw refusal({ code: "folder.busy", message: "The folder is busy." });
        return orders.orderList?.(args);
      },
    });
    expect(await screen.findByText("The folder is busy.")).toBeVisible();
    broken = false;
    await userEvent.keyboard("{F5}");
    expect(await screen.findByText("A1079")).toBeVisible();
  });
});

describe("an order of the list", () => {
  it("opens beside it: prices asked for what can be bought, for all selected together", async () => {
    await open();
    const user = await goTo("A1062");
    await user.keyboard(" {Shift>}{ArrowDown}{/Shift}q");
    expect(await screen.findByRole("complementary", { name: "prices" })).toHaveTextContent(
      "A1061 of A1062 A1061 asked",
    );
    await user.click(screen.getByRole("button", { name: "shut" }));
    expect(grid()).toHaveFocus();
  });

  it("shows its whole trouble over the prices, and its label where it has one", async () => {
    await open();
    const user = await goTo("A1076");
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/Postcode 0390 is too short/)).toBeVisible();
    expect(screen.getByRole("complementary", { name: "prices" })).toHaveTextContent("A1076");
    cleanup();
    folder.rows = drawn();
    await open();
    const again = await goTo("A1057");
    await again.keyboard("{Enter}");
    expect(await screen.findByRole("complementary", { name: "label" })).toHaveTextContent("A1057");
  });

  it("keeps its prices beside it while it is bought, and takes no focus from the list afterwards", async () => {
    await open();
    const user = await goTo("A1062");
    await user.keyboard("{Enter}");
    const prices = await screen.findByRole("complementary", { name: "prices" });
    const become = async (some: Partial<(typeof folder.rows)[number]>) => {
      folder.rows = folder.rows.map((row) => (row.id === "id-1062" ? { ...row, ...some } : row));
      await act(async () => {
        await tellChange("orders");
      });
    };
    await become({ state: "submitting" });
    await waitFor(() => expect(rowOf("A1062")).toHaveTextContent("Submitting"));
    await become({ state: "submitted" });
    await waitFor(() => expect(rowOf("A1062")).toHaveTextContent("Label due"));
    expect(prices).toBeInTheDocument();
    await user.click(within(prices).getByRole("button", { name: "bought" }));
    expect(await screen.findByText("Bought, the label is due")).toBeVisible();
    // the clerk goes on in the list; the label that comes now leaves them there
    grid().focus();
    await become({ state: "labelled" });
    const label = await screen.findByRole("complementary", { name: "label" });
    expect(label).toHaveTextContent(/^A1062$/);
    expect(grid()).toHaveFocus();
  });

  it("opens the form of a refused order at the field that was complained about", async () => {
    await open();
    const user = await goTo("A1076");
    await user.keyboard("e");
    await waitFor(() => expect(screen.getByRole("textbox", { name: /^Postcode/ })).toHaveFocus());
    expect(window.location.hash).toContain("/orders/id-1076/form");
    expect(await screen.findByText(/Postcode 0390 is too short/)).toBeVisible();
  });

  it("stands at its channel by name; at one that nobody named, by the number", async () => {
    folder.rows = drawn().map((row) =>
      row.order_no === "A1072" ? { ...row, channel_id: "492", channel_name: null } : row,
    );
    await open();
    const user = await goTo("A1074");
    await user.keyboard("{Enter}");
    const channel = () =>
      within(screen.getByRole("complementary", { name: "Order" })).getByText("Channel").nextElementSibling;
    await waitFor(() => expect(channel()).toHaveTextContent(/^燕文专线追踪 204$/));
    grid().focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect(channel()).toHaveTextContent(/^Channel 492$/));
  });

  it("whose outcome is not known is asked about, never sent again", async () => {
    const reconcile = vi.fn(() => nothing);
    const buy = vi.fn(() => nothing);
    await open({ reconcile, buy });
    const user = await goTo("A1073");
    await user.keyboard("r");
    await user.keyboard("a");
    await waitFor(() => expect(reconcile).toHaveBeenCalledTimes(1));
    expect(reconcile).toHaveBeenCalledWith({ orderNos: ["A1073"] });
    expect(buy).not.toHaveBeenCalled();
    expect(await screen.findByText("The outcome of 1 order is known")).toBeVisible();
  });

  it("that was refused is bought again only after a question, at the same account and channel, once", async () => {
    const buy = vi.fn(() => nothing);
    await open({ buy });
    const user = await goTo("A1070");
    await user.keyboard("r");
    const question = await screen.findByRole("dialog", { name: "Buy A1070 again?" });
    expect(question).toHaveTextContent("At Dingcang main, channel 燕文专线追踪");
    expect(buy).not.toHaveBeenCalled();
    await user.keyboard("{Control>}{Enter}{Enter}{/Control}");
    await waitFor(() => expect(buy).toHaveBeenCalledTimes(1));
    expect(buy).toHaveBeenCalledWith({
      ask: { order_nos: ["A1070"], account: "Dingcang main", channel_id: "204", again: false, wait: true },
    });
  });

  it("is cancelled after a question that says what happens to the money; the others stay", async () => {
    const cancel = vi.fn(() => nothing);
    const broken = { id: "f", made_at: new Date().toISOString(), boxes: 57, certain: true };
    await open({ cancel, formsBrokenBy: () => [broken] });
    const user = await goTo("A1062");
    await user.keyboard("{Control>}a{/Control}");
    await screen.findByText(`${drawn().length} selected`);
    await user.keyboard("{Control>}{Delete}{/Control}");
    const question = await screen.findByRole("dialog", { name: "Cancel 7 orders?" });
    expect(question).toHaveTextContent("the provider decides");
    expect(question).toHaveTextContent("Charged: CNY 345.80");
    expect(question).toHaveTextContent("16 more need no cancelling");
    expect(await within(question).findByText(/^Scan form of .* with 57 boxes$/)).toBeVisible();
    expect(within(question).getByRole("button", { name: /Keep/ })).toHaveFocus();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(cancel).toHaveBeenCalledWith({
        orderNos: ["A1072", "A1057", "A1056", "A1055", "A1053", "A1052", "A1051"],
      }),
    );
    await waitFor(() => expect(grid()).toHaveFocus());
  });

  it("is no longer selected once its label is at the printer; what was left out or failed still is", async () => {
    let hand: (() => void) | undefined;
    const print = vi.fn(async () => {
      await new Promise<void>((done) => {
        hand = done;
      });
      const error = refusal({ code: "print.printed_already", message: "A1056 was printed before." });
      const jobs = [job(1, "queued", { order_no: "A1057" }), job(2, "failed", { order_no: "A1055" })];
      return batch(jobs, { left_out: [{ order_no: "A1056", error }] });
    });
    await open({ print });
    const user = await goTo("A1058");
    await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}p");
    await waitFor(() => expect(hand).toBeDefined());
    expect(print).toHaveBeenCalledWith({
      ask: expect.objectContaining({ order_nos: ["A1057", "A1056", "A1055"], again: false }),
    });
    expect(screen.getByText("4 selected")).toBeVisible();
    // what is ticked meanwhile stays so
    await user.keyboard("{ArrowDown} ");
    act(() => hand?.());
    expect(await screen.findByText("4 selected")).toBeVisible();
    await waitFor(() => expect(rowOf("A1057")).toHaveAttribute("aria-selected", "false"));
    for (const number of ["A1058", "A1056", "A1055", "A1054"])
      expect(rowOf(number), number).toHaveAttribute("aria-selected", "true");
  });

  it("says when a label that is due is looked for next", async () => {
    const at = new Date(2026, 10, 22, 14, 5).toISOString();
    await open({
      orderShow: async (args) => ({ ...((await orders.orderShow?.(args)) as object), label_look_at: at }),
    });
    const user = await goTo("A1072");
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Next look at 14:05")).toBeVisible();
  });

  it("says what failed of several in the provider's words", async () => {
    await open({
      labelFetch: () => {
        throw refusal({ code: "provider.silent", class: "try_later", message: "No answer in 20 s." });
      },
    });
    const user = await goTo("A1072");
    await user.keyboard("l");
    expect(await screen.findByText("No answer in 20 s.")).toBeVisible();
  });

  it("that an address names is found, whatever the list showed", async () => {
    folder.rows = [
      ...drawn(),
      {
        ...(drawn()[1] as (typeof folder.rows)[number]),
        id: "old",
        order_no: "A0007",
        progress: { kind: "delivery", status: "delivered" },
      },
    ];
    await openWindow("/orders/old", shell, forms, orders);
    expect(await screen.findByRole("complementary", { name: "prices" })).toHaveTextContent("A0007");
    await waitFor(() => expect(within(grid()).getAllByRole("row")).toHaveLength(2));
    expect(window.location.hash).toBe("#/orders");
    // whoever comes from the finder is shown prices that are not there or too old
    expect(screen.getByRole("complementary", { name: "prices" })).toHaveTextContent("asked old");
    // and the list is the one that was left
    await userEvent.click(screen.getByRole("button", { name: "shut" }));
    await waitFor(() => expect(within(grid()).getAllByRole("row").length).toBeGreaterThan(10));
    expect(screen.getByRole("textbox", { name: "Filter" })).toHaveValue("");
    expect(screen.getByRole("tab", { selected: true })).toHaveTextContent("To ship");
  });

  it("that an address names by its number is opened in the list as it is", async () => {
    await openWindow("/orders/A1057", shell, forms, orders);
    expect(await screen.findByRole("complementary", { name: "label" })).toHaveTextContent("A1057");
    await waitFor(() => expect(window.location.hash).toBe("#/orders"));
    expect(within(grid()).getAllByRole("row").length).toBeGreaterThan(10);
    expect(screen.getByRole("textbox", { name: "Filter" })).toHaveValue("");
    expect(current()).toBe("A1057");
  });

  it("whose outcome is not known says so once, in words", async () => {
    await open({
      orderShow: async (args) => ({
        ...((await orders.orderShow?.(args)) as object),
        last_error: refusal({
          code: "purchase.unknown",
          class: "unknown",
          message: "We do not know if A1073 was bought. It is not sent again.",
          provider_message: "Bad Gateway",
        }),
      }),
    });
    const user = await goTo("A1073");
    await user.keyboard("{Enter}");
    const side = await screen.findByRole("complementary", { name: "Order" });
    await within(side).findByText("We do not know if it was bought");
    expect(within(side).queryByText(/We do not know if A1073/)).toBeNull();
    expect(side).toHaveTextContent("The provider said “Bad Gateway”.");
    expect(within(side).getByRole("listitem")).toHaveTextContent("BuyOutcome unknown");
    expect(side).not.toHaveTextContent("create");
  });
});
