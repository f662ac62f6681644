import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { answers as accounts } from "~/features/accounts/fixtures";
import { type Answers, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers, reset } from "./fixtures";
import { trackingOf } from "./usePurchase";

vi.mock("~/app/screens", async () => ({ screens: [(await import("~/features/track")).track] }));

const at = () => decodeURIComponent(window.location.hash);
const PAGE = "/track/purchases/Xportcn/2611220038";

beforeEach(reset);

async function open(place: string, more: Answers = {}) {
  const asked: unknown[] = [];
  const ticked: unknown[] = [];
  const view = await openWindow(
    place,
    shell({ language: "en" }),
    accounts,
    { parcelList: () => ({ items: [], next: null, total: 0 }) },
    answers,
    {
      purchaseShow: (args) => void asked.push(args),
      goodsReceive: (args) => void ticked.push(args),
    },
    more,
  );
  return { user: userEvent.setup(), asked, ticked, view };
}

it("is reached from the parcels with its key, and lists what is known", async () => {
  const { user } = await open("/track");
  expect(await screen.findByRole("button", { name: /^Purchases/ })).toBeVisible();
  await user.keyboard("b");
  const grid = await screen.findByRole("grid", { name: /^Purchases/ });
  const [, first, second] = within(grid).getAllByRole("row");
  expect(first).toHaveTextContent("2611220038");
  expect(first).toHaveTextContent("In transit");
  expect(first).toHaveTextContent("Info received");
  expect(first).toHaveTextContent("2 of 5 received");
  expect(second).toHaveTextContent("nothing shipped yet");
  await waitFor(() => expect(grid).toHaveFocus());
  await user.keyboard("{Enter}");
  await waitFor(() => expect(at()).toBe(`#${PAGE}`));
});

it("asks the account about one that is not known here, once, and says what it answered", async () => {
  const { user, asked } = await open("/track/purchases");
  await screen.findByRole("grid", { name: /^Purchases/ });
  await user.keyboard("/");
  await user.keyboard("99887766{Enter}");
  await waitFor(() => expect(at()).toBe("#/track/purchases/Xportcn/99887766"));
  expect(await screen.findByText("Xportcn does not know 99887766.")).toBeVisible();
  expect(asked).toEqual([
    { account: "Xportcn", purchase: "99887766", ask: false },
    { account: "Xportcn", purchase: "99887766", ask: true },
  ]);
});

it("ticks goods with Space, walks them with the arrows, and counts", async () => {
  const { user, ticked } = await open(PAGE);
  const goods = await screen.findByRole("complementary", { name: "Goods" });
  const boxes = within(goods).getAllByRole("checkbox");
  expect(boxes).toHaveLength(5);
  expect(boxes.map((box) => (box as HTMLInputElement).checked)).toEqual([true, true, false, false, false]);
  expect(within(goods).getByRole("status")).toHaveTextContent("2 of 5 received");
  // whoever opens it receives: the first line that is missing has the focus
  await waitFor(() => expect(boxes[2]).toHaveFocus());
  await user.keyboard(" ");
  await waitFor(() => expect(within(goods).getByRole("status")).toHaveTextContent("3 of 5 received"));
  expect(ticked).toEqual([{ parcel: "0199c001", place: 2, received: true }]);
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(within(goods).getAllByRole("checkbox")[4]).toHaveFocus();
  await user.keyboard(" ");
  await waitFor(() => expect(ticked.at(-1)).toEqual({ parcel: "0199c002", place: 0, received: true }));
});

it("takes a tick back where it could not be kept", async () => {
  const { user } = await open(PAGE, {
    goodsReceive: () => {
      throw refusal({ message: "The folder is busy.", next_step: "Try again." });
    },
  });
  const goods = await screen.findByRole("complementary", { name: "Goods" });
  const line = within(goods).getByRole("checkbox", { name: /USB-C/ });
  await user.click(line);
  expect(await screen.findByText("The folder is busy.")).toBeVisible();
  await waitFor(() => expect(line).not.toBeChecked());
});

it("shows each parcel with its timeline, and says which has no number yet", async () => {
  const { user } = await open(PAGE);
  await screen.findByText("快件到达【东莞虎门集散中心】");
  expect(screen.getByRole("link", { name: "SF1120039948271" })).toHaveAttribute(
    "href",
    "#/track/SF1120039948271",
  );
  await user.keyboard("j");
  expect(await screen.findByText("This parcel has no number yet")).toBeVisible();
  expect(screen.queryByText("快件到达【东莞虎门集散中心】")).toBeNull();
});

it("asks again with F5, keeps what was known, and lets the trouble stand until Esc", async () => {
  const { user } = await open(PAGE, {
    purchaseShow: ({ ask }) => {
      if (ask)
        throw refusal({ class: "try_later", message: "Xportcn gave no answer in 20 s.", next_step: "" });
    },
  });
  await screen.findByText("快件到达【东莞虎门集散中心】");
  await user.keyboard("{F5}");
  expect(await screen.findByText("Xportcn gave no answer in 20 s.")).toBeVisible();
  expect(screen.getByText("What was known before stays.")).toBeVisible();
  expect(screen.getByText("快件到达【东莞虎门集散中心】")).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByText("Xportcn gave no answer in 20 s.")).toBeNull();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(at()).toBe("#/track/purchases"));
});

it("says what to do where no account knows of purchases", async () => {
  await open("/track/purchases", { accountList: () => [], purchaseList: () => [] });
  expect(await screen.findByText("No account knows of purchases")).toBeVisible();
  expect(screen.getByRole("link", { name: "To the accounts" })).toHaveAttribute("href", "#/accounts");
});

it("opens one that is here also where nobody can be asked, and none that would have to be asked about", async () => {
  const { user } = await open("/track/purchases", { accountList: () => [] });
  await screen.findByRole("grid", { name: /^Purchases/ });
  const button = screen.getByRole("button", { name: /^Open/ });
  await user.keyboard("/99887766");
  expect(button).toBeDisabled();
  await user.clear(screen.getByRole("textbox"));
  await user.keyboard("2611220038");
  expect(button).toBeEnabled();
  await user.click(button);
  await waitFor(() => expect(at()).toBe(`#${PAGE}`));
});

it("does not take the purchase's own id for a tracking number", () => {
  expect(trackingOf({ number: "261", numbers: ["261", "SF1"] }, "261")).toBe("SF1");
  expect(trackingOf({ number: "261", numbers: ["261"] }, "261")).toBeNull();
  expect(trackingOf({ number: "", numbers: [] }, "261")).toBeNull();
});

it.each([
  "/track/purchases",
  PAGE,
  "/track/purchases/Xportcn/2611230007",
  "/track/purchases/Xportcn/2611999",
])("has nothing that axe finds at %s", async (place) => {
  const { view } = await open(place);
  await screen.findAllByText(/2611/);
  const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
