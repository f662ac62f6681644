import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import type { Come } from "~/ipc/bindings";
import { type Answers, dialogs, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers } from "./fixtures";
import { trackers } from "./fixtures.list";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).track] }));

const DELIVERED = "00340434292135100186";
const FIRST = "9400111899560000107731";
const WAREHOUSE = "WO3300201";

beforeEach(() => {
  dialogs.open = "/data/pods";
});

async function open(more: Answers = {}) {
  const calls: Record<string, unknown>[] = [];
  const told = (name: keyof Answers): Answers => ({
    [name]: ({ onCome: _, ...args }: Record<string, unknown>) => {
      calls.push({ [name]: args });
      return undefined;
    },
  });
  await openWindow(
    "/track",
    shell({ language: "en" }),
    answers,
    { accountList: () => trackers },
    more,
    told("trackRefresh"),
    told("trackStop"),
    told("trackRemove"),
    told("podExport"),
    told("parcelExport"),
    told("trackPull"),
    told("trackCounts"),
    told("checkRemote"),
    told("checkTransitTime"),
  );
  const user = userEvent.setup();
  const grid = await screen.findByRole("grid", { name: "Parcels" });
  await waitFor(() => expect(grid).toHaveFocus());
  await screen.findByText(FIRST);
  const row = (number: string) => within(grid).getByText(number).closest<HTMLElement>("[role=row]");
  return { user, grid, row, calls };
}

it("says how long ago the newest line was, and of a wall clock only the days", async () => {
  const { row } = await open();
  const age = (number: string) => row(number)?.querySelector(".ago")?.textContent;
  expect(age(FIRST)).toMatch(/^([34] h|yesterday)$/);
  // 46 hours before now by a clock at the place: never hours
  expect(age(DELIVERED)).toMatch(/^(yesterday|2 d)$/);
  expect(row(DELIVERED)?.querySelector(".event-age")).toHaveAttribute(
    "title",
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d · Local time of the place/),
  );
  expect(row("LX700321884CN")).toHaveTextContent("—");
});

it("shows only those that need somebody with I, and keeps that", async () => {
  const { user, grid } = await open();
  expect(screen.getByText("8 parcels")).toBeVisible();
  await user.keyboard("i");
  await waitFor(() => expect(screen.getByText("4 parcels")).toBeVisible());
  expect(within(grid).queryByText(DELIVERED)).toBeNull();
  expect(within(grid).getByText("JJD000390007882134")).toBeVisible();
  expect(grid).toHaveFocus();
  expect(screen.getByRole("combobox", { name: /those that need you/ })).toBeVisible();
  await user.keyboard("i");
  await waitFor(() => expect(screen.getByText("8 parcels")).toBeVisible());
});

it("says that nobody is needed, and what to do", async () => {
  const { user } = await open({
    parcelList: ({ needsPerson }) => (needsPerson ? { items: [], next: null, total: 0 } : undefined),
  });
  await user.keyboard("i");
  expect(await screen.findByText("No parcel needs you")).toBeVisible();
  await user.click(screen.getByRole("button", { name: /Show all parcels/ }));
  expect(await screen.findByText("8 parcels")).toBeVisible();
});

it("checks all that are due with F5, and the selected ones where there are some", async () => {
  const { user, calls } = await open();
  await user.keyboard("{F5}");
  expect(await screen.findByText("3 parcels checked")).toBeVisible();
  await user.keyboard(" {ArrowDown} {F5}");
  expect(await screen.findByText("2 parcels checked")).toBeVisible();
  expect(calls).toEqual([
    { trackRefresh: { numbers: [] } },
    { trackRefresh: { numbers: [FIRST, DELIVERED] } },
  ]);
  expect(screen.getByText("2 selected")).toBeVisible();
});

it("says of how many it was when not all were asked about", async () => {
  const { user } = await open({ trackRefresh: () => ({ asked: 1, calls: 1, errors: [] }) });
  await user.keyboard(" {ArrowDown} {F5}");
  expect(await screen.findByText("1 of 2 parcels checked")).toBeVisible();
});

/** Work that a test brings on by hand. */
function byHand() {
  const stopped: unknown[] = [];
  let channel: { id: number; onmessage: (come: Come) => void } | undefined;
  let end: (document: unknown) => void = () => {};
  return {
    work: ({ onCome }: Record<string, unknown>) => {
      channel = onCome as typeof channel;
      return new Promise((done) => {
        end = done;
      });
    },
    workStop: ({ channel: id }: Record<string, unknown>) => {
      stopped.push(id);
      return null;
    },
    stopped,
    id: () => channel?.id,
    tell: (done: number, total: number) => act(() => channel?.onmessage({ done, total })),
    end: (document: unknown) => act(async () => end(document)),
  };
}

it("says how far asking about many has come, and stops with Esc before anything else", async () => {
  const hand = byHand();
  const { user } = await open({ trackRefresh: hand.work, workStop: hand.workStop });
  await user.keyboard(" {F5}");
  expect(await screen.findByText(/Asking about 1 parcel/)).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
  hand.tell(30, 65);
  const bar = await screen.findByRole("progressbar", { name: "Asking about 1 parcel, answers" });
  expect(bar).toHaveAttribute("aria-valuenow", "30");
  expect(screen.getByText(/30 of 65/)).toBeVisible();
  await user.keyboard("{Escape}");
  expect(hand.stopped).toEqual([hand.id()]);
  expect(screen.queryByRole("button", { name: /Stop$/ })).toBeNull();
  expect(screen.getByText("1 selected")).toBeVisible();
  hand.tell(60, 65);
  expect(await screen.findByText(/60 of 65/)).toBeVisible();
  await hand.end({ asked: 60, calls: 2, errors: [] });
  expect(await screen.findByText("60 parcels checked")).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

it("says how far a provider's list is read, and stops with Esc before it closes", async () => {
  const hand = byHand();
  const { user } = await open({ trackPull: hand.work, workStop: hand.workStop });
  await user.keyboard("l");
  const dialog = await screen.findByRole("dialog", { name: "Lists that providers keep" });
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(hand.id()).toBeDefined());
  hand.tell(2000, 10_000);
  const bar = await within(dialog).findByRole("progressbar", { name: "Reading the list of TrackingMore" });
  expect(bar).toHaveAttribute("aria-valuemax", "10000");
  await user.keyboard("{Escape}");
  expect(hand.stopped).toEqual([hand.id()]);
  expect(dialog).toBeVisible();
  await hand.end({ account: "TrackingMore", pulled: 4000, new: 3, pages: 2 });
  expect(await within(dialog).findByText("4,000 parcels came")).toBeVisible();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
});

it("says when nothing was due, and lets what went wrong stand", async () => {
  const trouble = refusal({ code: "network.timeout", class: "try_later", message: "Winit gave no answer." });
  let errors = [trouble];
  const { user } = await open({ trackRefresh: () => ({ asked: 0, calls: 1, errors }) });
  await user.keyboard("{F5}");
  expect(await screen.findByText("Winit gave no answer.")).toBeVisible();
  expect(screen.queryByText(/Nothing was due/)).toBeNull();
  errors = [];
  await user.keyboard("{Escape}{F5}");
  expect(await screen.findByText(/Nothing was due/)).toBeVisible();
});

it("stops updates of the selected, tells what was not done, and keeps that selected", async () => {
  const { user, calls } = await open();
  await user.keyboard(" {End}{ArrowUp} s");
  expect(await screen.findByText("No more updates for 1 parcel. Its history stays.")).toBeVisible();
  expect(screen.getByText(`${WAREHOUSE}: No account has it on a list.`)).toBeVisible();
  expect(calls).toEqual([{ trackStop: { numbers: [FIRST, WAREHOUSE], account: null } }]);
  await waitFor(() => expect(screen.getByText("1 selected")).toBeVisible());
});

it("asks before it removes from the provider's list, and says that the history stays", async () => {
  const { user, calls } = await open();
  await user.keyboard("{ArrowDown}{Delete}");
  const question = await screen.findByRole("dialog", { name: /Remove 1 parcel from the provider/ });
  expect(question).toHaveTextContent(DELIVERED);
  expect(question).toHaveTextContent("All that is known here stays");
  await user.keyboard("{Escape}");
  expect(calls).toEqual([]);
  await user.keyboard("{Delete}");
  await screen.findByRole("dialog", { name: /Remove 1 parcel/ });
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText(/1 parcel removed from the provider/)).toBeVisible();
  expect(calls).toEqual([{ trackRemove: { numbers: [DELIVERED], account: null } }]);
});

it("saves the proofs of delivery in the folder that is chosen", async () => {
  const { user, calls } = await open();
  await user.keyboard("{ArrowDown}{Control>}{Shift>}e{/Shift}{/Control}");
  expect(await screen.findByText("2 PODs saved in /data/pods")).toBeVisible();
  expect(calls).toEqual([{ podExport: { number: DELIVERED, folder: "/data/pods" } }]);
});

it("writes what is listed into the file that is chosen, or what is selected", async () => {
  dialogs.save = "/data/parcels.xlsx";
  const { user, calls } = await open();
  await user.keyboard("i{Control>}e{/Control}");
  expect(await screen.findByText("8 parcels written to /data/parcels.xlsx")).toBeVisible();
  await user.keyboard(" {Control>}e{/Control}");
  expect(await screen.findByText("1 parcel written to /data/parcels.xlsx")).toBeVisible();
  const listed = { path: "/data/parcels.xlsx", query: null, needsPerson: true };
  expect(calls).toEqual([
    { parcelExport: { ...listed, numbers: [] } },
    { parcelExport: { ...listed, numbers: [expect.stringMatching(/^\w{9,}$/)] } },
  ]);
  dialogs.save = null;
  await user.keyboard("{Control>}e{/Control}");
  expect(calls).toHaveLength(2);
});

it("selects all with Ctrl+A and nothing with Esc", async () => {
  const { user } = await open();
  await user.keyboard("{Control>}a{/Control}");
  expect(await screen.findByText("8 selected")).toBeVisible();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByText("8 selected")).toBeNull());
});

it("compares counts with a provider, and brings its whole list here", async () => {
  const { user, calls } = await open();
  await user.keyboard("l");
  const dialog = await screen.findByRole("dialog", { name: "Lists that providers keep" });
  await user.keyboard("c");
  const table = await within(dialog).findByRole("table");
  expect(within(table).getByRole("row", { name: /transit/ })).toHaveTextContent("812");
  expect(within(table).getByRole("row", { name: /At TrackingMore/ })).toHaveTextContent("3,412");
  expect(within(table).getByRole("row", { name: /Here/ })).toHaveTextContent("3,400");
  expect(dialog).toHaveTextContent("12 are not here.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText("3,412 parcels came")).toBeVisible();
  expect(dialog).toHaveTextContent("12 of them are new here");
  expect(within(dialog).queryByRole("table")).toBeNull();
  expect(calls).toEqual([
    { trackCounts: { account: "TrackingMore" } },
    { trackPull: { account: "TrackingMore" } },
  ]);
});

it("begins at once what was chosen in the menu", async () => {
  const { user, calls } = await open();
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: /Compare counts with TrackingMore/ }));
  expect(await screen.findByRole("table")).toBeVisible();
  expect(calls).toEqual([{ trackCounts: { account: "TrackingMore" } }]);
});

it("asks whether a place is a remote area, once it is said which", async () => {
  const { user, calls } = await open();
  await user.keyboard("q");
  const dialog = await screen.findByRole("dialog", { name: "Before buying" });
  await user.click(within(dialog).getByRole("button", { name: /^Ask/ }));
  const country = within(dialog).getByRole("combobox", { name: "Country" });
  expect(country).toHaveFocus();
  expect(country).toHaveAccessibleDescription("Needed to ask");
  expect(calls).toEqual([]);
  await user.keyboard("germany");
  await user.click(await screen.findByRole("option", { name: /Germany/ }));
  await user.type(within(dialog).getByRole("textbox", { name: "Postcode" }), "99999{Enter}");
  expect(await within(dialog).findByText(/99999 in Germany is a remote area for DHL and UPS/)).toBeVisible();
  expect(calls).toEqual([{ checkRemote: { account: "TrackingMore", country: "DE", postcode: "99999" } }]);
  await user.type(within(dialog).getByRole("textbox", { name: "Postcode" }), "1");
  expect(within(dialog).queryByText(/is a remote area/)).toBeNull();
});

it("asks how long a carrier takes", async () => {
  const { user, calls } = await open();
  await user.keyboard("q");
  const dialog = await screen.findByRole("dialog", { name: "Before buying" });
  await user.click(within(dialog).getByRole("radio", { name: "Transit time" }));
  await user.type(within(dialog).getByRole("combobox", { name: "Carrier" }), "ups");
  await user.click(await screen.findByRole("option", { name: /UPS/ }));
  await user.type(within(dialog).getByRole("combobox", { name: "To" }), "france");
  await user.click(await screen.findByRole("option", { name: /^France/ }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText("delivery_time_90")).toBeVisible();
  expect(within(dialog).getByText("14")).toBeVisible();
  expect(calls).toEqual([
    { checkTransitTime: { account: "TrackingMore", carrier: "ups", from: "CN", to: "FR" } },
  ]);
});

it.each(["l", "q", " "])("has nothing that axe finds after %j", async (key) => {
  const { user } = await open();
  await user.keyboard(key);
  await (key === " " ? screen.findByText("1 selected") : screen.findByRole("dialog"));
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
