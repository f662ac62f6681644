import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { shell as shellOf } from "~/app/fixtures";
import { drawn, folder, answers as orders } from "~/features/orders/fixtures";
import type { OrderForm } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { chat, documentOf, answers as forms } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("~/features/orders")).orders] }));
vi.mock("~/features/compare", async (original) => ({
  ...(await original<object>()),
  ComparePanel: (props: { orderNo: string; autoAsk: boolean; autoFocus: boolean }) => (
    <aside aria-label="prices">
      {`${props.orderNo}${props.autoAsk ? " asked" : ""}${props.autoFocus ? " focused" : ""}`}
    </aside>
  ),
}));

const shell = shellOf({ language: "en" });
const open = (place = "/orders", ...more: Answers[]) => openWindow(place, shell, orders, forms, ...more);

beforeEach(() => {
  cleanup();
  folder.rows = drawn();
});

/** A window with a new order in it. */
async function newOrder(more: Answers = {}) {
  const saves: OrderForm[] = [];
  const orderSave: Answers["orderSave"] = (args) => {
    saves.push(args.form as OrderForm);
    return forms.orderSave?.(args);
  };
  const view = await open("/orders", { orderSave }, more);
  const user = userEvent.setup();
  await user.keyboard("{Control>}n{/Control}");
  const name = await screen.findByRole("combobox", { name: /^Name/ });
  await waitFor(() => expect(name).toHaveFocus());
  return { view, user, saves, last: () => saves.at(-1) };
}

const paste = (text: string) =>
  act(() => {
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => text } });
    fireEvent(document.activeElement ?? document.body, event);
  });
const path = () => document.activeElement?.closest("[data-path]")?.getAttribute("data-path");
const side = () => screen.getByRole("complementary", { name: "What is left" });

describe("a new order", () => {
  it("begins at the first thing to fill, with what the sender profile knows", async () => {
    await newOrder();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(/New order A\d+/);
    expect(screen.getByText("深圳龙华仓")).toBeVisible();
    expect(side()).toHaveTextContent("11 to fix");
    // nobody is told off before they came there
    expect(screen.getByRole("combobox", { name: /^Name/ })).not.toBeInvalid();
  });

  it("is saved as typed, letter by letter, also where it cannot be read", async () => {
    const { user, last } = await newOrder();
    await user.keyboard("Hannah Kessler");
    const weight = screen.getByLabelText("Weight");
    await user.click(weight);
    await user.keyboard("1,7x");
    await waitFor(() => expect(last()?.boxes[0]?.weight_kg).toBe("1,7x"));
    expect(last()?.recipient.name).toBe("Hannah Kessler");
    expect(last()?.boxes[0]?.items).toEqual([]);
    expect(weight).toHaveValue("1,7x");
    expect(await screen.findByText(/^Saved \d\d:\d\d:\d\d$/)).toBeVisible();
  });

  it("keeps every letter while a save fails, says so, and saves with Ctrl+S", async () => {
    let full = true;
    const kept: string[] = [];
    const { user } = await newOrder({
      orderSave: (args) => {
        if (full) throw refusal({ code: "disk.full", message: "The disk is full.", next_step: "Make room." });
        kept.push((args.form as OrderForm).recipient.name);
        return forms.orderSave?.(args);
      },
    });
    await user.keyboard("Hannah");
    expect(await screen.findByText("The disk is full.")).toBeVisible();
    await user.keyboard(" Kessler");
    expect(screen.getByRole("combobox", { name: /^Name/ })).toHaveValue("Hannah Kessler");
    expect(screen.getByRole("combobox", { name: /^Name/ })).toHaveFocus();
    full = false;
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(kept).toEqual(["Hannah Kessler"]));
    await waitFor(() => expect(screen.queryByText("The disk is full.")).toBeNull());
  });

  it("that was left untouched is taken away, and one with a letter in it is kept", async () => {
    const orderDiscard = vi.fn(() => null);
    const { user } = await newOrder({ orderDiscard });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(orderDiscard).toHaveBeenCalledTimes(1));
    await user.keyboard("{Control>}n{/Control}");
    await waitFor(() => expect(path()).toBe("recipient.name"));
    await user.keyboard("H{Escape}");
    await waitFor(() => expect(window.location.hash).toBe("#/orders"));
    await act(() => new Promise((done) => setTimeout(done, 50)));
    expect(orderDiscard).toHaveBeenCalledTimes(1);
  });

  it("with a letter typed a moment before it is left by another key is kept and saved", async () => {
    const orderDiscard = vi.fn(() => null);
    const { user, last } = await newOrder({ orderDiscard });
    await user.keyboard("H{F3}");
    await waitFor(() => expect(last()?.recipient.name).toBe("H"));
    await act(() => new Promise((done) => setTimeout(done, 50)));
    expect(orderDiscard).not.toHaveBeenCalled();
  });

  it("is made once, however often the key is pressed", async () => {
    const orderNew = vi.fn(() => forms.orderNew?.({}));
    const { user } = await newOrder({ orderNew });
    await user.keyboard("{Control>}nn{/Control}");
    expect(orderNew).toHaveBeenCalledTimes(1);
  });

  it("has nothing that a screen reader stumbles over", async () => {
    const { view } = await newOrder();
    const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }, 20_000);
});

describe("a pasted address", () => {
  it("fills the recipient, shows how sure each part is, and goes to the first that is not", async () => {
    const { user, last } = await newOrder();
    await paste(chat);
    await waitFor(() => expect(path()).toBe("recipient.country"));
    expect(screen.getByRole("combobox", { name: /^Name/ })).toHaveValue("Hannah Kessler");
    expect(screen.getByText("8 fields read from the paste")).toBeVisible();
    expect(screen.getByText("2 for you to check")).toBeVisible();
    const postcode = document.querySelector<HTMLElement>('[data-path="recipient.postcode"]');
    expect(within(postcode as HTMLElement).getByRole("img", { name: "Confidence 1 of 3" })).toBeVisible();
    await waitFor(() =>
      expect(last()?.recipient.address1).toBe("1420 N Alameda Street, Suite 300 Building B"),
    );
    // what was looked at is no longer asked about; what is typed over is the clerk's own
    await user.keyboard("{F8}");
    expect(path()).toBe("recipient.postcode");
    await user.keyboard("90012{Tab}");
    await waitFor(() => expect(last()?.recipient.postcode).toBe("90012"));
    expect(within(postcode as HTMLElement).queryByRole("img")).toBeNull();
    expect(screen.queryByText("2 for you to check")).toBeNull();
  });

  it("moves what is too long to the second line by one key", async () => {
    const { user, last } = await newOrder();
    await paste(chat);
    await waitFor(() => expect(path()).toBe("recipient.country"));
    await user.click(screen.getByRole("textbox", { name: /^Address 1/ }));
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(screen.getByRole("textbox", { name: /^Address 2/ })).toHaveValue("Building B");
    await waitFor(() => expect(last()?.recipient.address1).toBe("1420 N Alameda Street, Suite 300"));
  });

  it("that is none is put where it was pasted, or kept to be read again", async () => {
    const { user } = await newOrder();
    await paste("13,14 see you");
    const dialog = await screen.findByRole("dialog", { name: "Pasted text" });
    expect(dialog).toHaveTextContent("No address was recognised");
    expect(within(dialog).getByRole("textbox")).toHaveValue("13,14 see you");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("boxes and goods", () => {
  it("are filled by a scanner: a code and Enter, as fast as it comes, the same again is one more", async () => {
    const { user, last } = await newOrder();
    await user.click(screen.getByRole("combobox", { name: "SKU" }));
    await user.keyboard("KN-2207{Enter}kn-1180*3{Enter}KN-2207{Enter}");
    await waitFor(() =>
      expect(
        last()?.boxes[0]?.items.map(({ sku, quantity, hs_code, currency }) => [
          sku,
          quantity,
          hs_code,
          currency,
        ]),
      ).toEqual([
        ["KN-2207", "2", "611011", "USD"],
        ["KN-1180", "3", "611595", "USD"],
      ]),
    );
    expect(path()).toBe("boxes[0].items[2].sku");
    await waitFor(() => expect(side()).toHaveTextContent("Items5"));
    expect(side()).toHaveTextContent("USD 55.50");
  });

  it("take a carton by its number and the weight that is offered", async () => {
    const { user, last } = await newOrder();
    await user.keyboard("{Alt>}2{/Alt}");
    expect(path()).toBe("boxes[0].weight_kg");
    await user.click(screen.getByRole("combobox", { name: "SKU" }));
    await user.keyboard("KN-2207{Enter}");
    expect(await within(side()).findByRole("button", { name: /Use 0.90/ })).toBeVisible();
    await user.keyboard("{Alt>}{Enter}{/Alt}");
    await waitFor(() =>
      expect(last()?.boxes[0]).toMatchObject({ weight_kg: "0.90", length_cm: "40", height_cm: "18" }),
    );
  });

  it("come and go, and come back", async () => {
    const { user, last } = await newOrder();
    await user.keyboard("{Alt>}b{/Alt}");
    await waitFor(() => expect(path()).toBe("boxes[1].length_cm"));
    await user.keyboard("25");
    await waitFor(() => expect(last()?.boxes[1]?.length_cm).toBe("25"));
    await user.click(screen.getByRole("button", { name: "Remove box 2" }));
    await waitFor(() => expect(last()?.boxes).toHaveLength(1));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(last()?.boxes[1]?.length_cm).toBe("25"));
  });
});

describe("known people and places", () => {
  it("fill the whole address when one is taken", async () => {
    const { user, last } = await newOrder();
    await user.keyboard("Hann");
    await screen.findByRole("option", { name: /Hannah Kessler/ });
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() =>
      expect(last()?.recipient).toMatchObject({ name: "Hannah Kessler", postcode: "90012", country: "US" }),
    );
  });

  it("find a country by any of its names, and leave what is none as it was typed", async () => {
    const { user, last } = await newOrder();
    const country = screen.getByRole("combobox", { name: /^Country/ });
    await user.click(country);
    await user.keyboard("德国{Tab}");
    await waitFor(() => expect(last()?.recipient.country).toBe("DE"));
    await user.clear(country);
    await user.type(country, "Atlantis{Tab}");
    await waitFor(() => expect(last()?.recipient.country).toBe("Atlantis"));
    expect(country).toHaveValue("Atlantis");
  });

  it("change the sender by two keys", async () => {
    const { user, last } = await newOrder();
    await user.keyboard("{Alt>}s{/Alt}");
    await screen.findByRole("dialog", { name: "Change the sender" });
    await user.keyboard("2");
    await waitFor(() => expect(last()?.sender.city).toBe("Irvine"));
    expect(screen.getByText("Irvine", { selector: "b" })).toBeVisible();
    await waitFor(() => expect(path()).toBe("recipient.name"));
  });
});

describe("save and price", () => {
  it("goes to what is missing, and says it at the field only then", async () => {
    const { user } = await newOrder();
    await user.keyboard("Hannah");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(path()).toBe("recipient.phone"));
    expect(screen.getByRole("combobox", { name: /^Phone/ })).toBeInvalid();
    expect(screen.getByRole("combobox", { name: /^Phone/ })).toHaveAccessibleDescription(
      "still to be filled in",
    );
    expect(window.location.hash).toMatch(/form$/);
  });

  it("asks prices beside the list for the order that was typed; W2 in a dozen keys", async () => {
    const { user } = await newOrder();
    await paste(chat);
    await waitFor(() => expect(path()).toBe("recipient.country"));
    await user.keyboard("{F8}90012{Alt>}2{/Alt}{Tab}KN-2207{Enter}");
    await within(side()).findByRole("button", { name: /Use 0.90/ });
    await user.keyboard("{Alt>}{Enter}{/Alt}{Control>}{Enter}{/Control}");
    const prices = await screen.findByRole("complementary", { name: "prices" });
    expect(prices).toHaveTextContent(/^A\d+ asked focused$/);
    await waitFor(() => expect(window.location.hash).toBe("#/orders"));
    expect(folder.rows[0]).toMatchObject({ state: "ready", recipient: "Hannah Kessler" });
  });

  it("does not pass a value that is most likely wrong before somebody has looked", async () => {
    const { user } = await newOrder();
    await paste(chat);
    await waitFor(() => expect(path()).toBe("recipient.country"));
    await user.keyboard("{Alt>}2{/Alt}1.2{Tab}KN-2207{Enter}{Control>}{Enter}{/Control}");
    await waitFor(() => expect(path()).toBe("recipient.postcode"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await act(() => new Promise((done) => setTimeout(done, 50)));
    expect(window.location.hash).toMatch(/form$/);
  });
});

describe("an order that was sent", () => {
  it("can be read and duplicated, and nothing of it can be typed over", async () => {
    const orderDuplicate = vi.fn((args) => forms.orderDuplicate?.(args));
    await open("/orders/id-1057/form", { orderDuplicate });
    expect(await screen.findByText("This order was sent (Labelled) and can no longer change")).toBeVisible();
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.getByText("Knitted wool sweater")).toBeVisible();
    await userEvent.keyboard("{Control>}d{/Control}");
    await waitFor(() => expect(orderDuplicate).toHaveBeenCalledWith({ id: "id-1057" }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/orders\/id-1[01]\d\d\/form$/));
  });

  it("while it was being typed keeps what was typed and says why it is not saved", async () => {
    const { user } = await newOrder({
      orderSave: () => {
        throw refusal({ code: "order.sent", class: "fix_data", message: "A1080 was sent meanwhile." });
      },
    });
    await user.keyboard("Hannah");
    expect(await screen.findByText("A1080 was sent meanwhile.")).toBeVisible();
    expect(screen.getByRole("combobox", { name: /^Name/ })).toHaveValue("Hannah");
  });
});

it("shows advice in amber and what is wrong in red", async () => {
  await open("/orders/id-1078/form", {
    orderForm: ({ id }) => {
      const given = documentOf(
        String(id),
        (forms.orderForm as (args: object) => { form: OrderForm })({ id }).form,
      );
      const issue = { problem: "wrong_kind" as const, allowed: null, given: null };
      return {
        ...given,
        issues: [{ ...issue, path: "recipient.phone", message: "Recipient › Phone: “x” cannot be read" }],
        hints: [{ ...issue, path: "recipient.postcode", message: "Recipient › Postcode: “1” looks odd" }],
      };
    },
  });
  const phone = await screen.findByRole("combobox", { name: /^Phone/ });
  await waitFor(() => expect(phone).toHaveFocus());
  expect(phone).toBeInvalid();
  expect(phone).toHaveAccessibleDescription("“x” cannot be read");
  const postcode = screen.getByRole("textbox", { name: /^Postcode/ });
  expect(postcode).not.toBeInvalid();
  expect(postcode).toHaveAccessibleDescription("“1” looks odd");
  expect(side()).toHaveTextContent("1 to fix");
});

describe("Tab and what is folded away", () => {
  it("goes from the head of the second box to its goods; Alt+Shift+B removes it, Ctrl+Z brings it back", async () => {
    const { user } = await newOrder();
    await user.keyboard("{Alt>}b{/Alt}");
    await waitFor(() => expect(path()).toBe("boxes[1].length_cm"));
    const box = screen.getByRole("region", { name: "Box 2" });
    act(() => within(box).getByLabelText("Weight").focus());
    await user.tab();
    expect(path()).toBe("boxes[1].items[0].sku");
    await user.keyboard("{Alt>}{Shift>}B{/Shift}{/Alt}");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Box 2" })).toBeNull());
    await waitFor(() => expect(path()).toBe("boxes[0].weight_kg"));
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByRole("region", { name: "Box 2" })).toBeVisible();
  });

  it("shows the currency of a declared value where it is missing, and keeps it while it is typed", async () => {
    const { user, last } = await newOrder();
    expect(screen.queryByRole("textbox", { name: "Currency" })).toBeNull();
    const line = screen.getAllByRole("group", { name: "Line 1" })[0] as HTMLElement;
    await user.click(within(line).getByRole("combobox", { name: "SKU" }));
    await user.keyboard("NEW-1");
    await user.click(within(line).getByRole("textbox", { name: /Price/ }));
    await user.keyboard("4.50");
    const currency = await screen.findByRole("textbox", { name: "Currency" });
    await user.click(currency);
    await user.keyboard("CNY");
    expect(currency).toHaveValue("CNY");
    await waitFor(() => expect(last()?.boxes[0]?.items[0]?.currency).toBe("CNY"));
  });
});
