import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { settings } from "~/features/settings/fixtures";
import type { Come } from "~/ipc/bindings";
import { type Answers, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers } from "./fixtures";
import { trackers } from "./fixtures.list";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).track] }));

const FIRST = "9400111899560000107731";

/** Work that a test brings on and ends by hand. */
function byHand() {
  const channels: { onmessage: (come: Come) => void }[] = [];
  let end: (document: unknown) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  return {
    work: ({ onCome }: Record<string, unknown>) => {
      channels.push(onCome as (typeof channels)[number]);
      return new Promise((done, refuse) => {
        end = done;
        fail = refuse;
      });
    },
    channels,
    tell: (done: number, total: number) => act(() => channels.at(-1)?.onmessage({ done, total })),
    end: (document: unknown) => act(async () => end(document)),
    fail: (error: unknown) => act(async () => fail(error)),
  };
}

async function open(more: Answers) {
  await openWindow("/track", shell({ language: "en" }), answers, { accountList: () => trackers }, more);
  await waitFor(async () => expect(await screen.findByRole("grid", { name: "Parcels" })).toHaveFocus());
  await screen.findByText(FIRST);
  return userEvent.setup();
}

const dialogOf = () => screen.findByRole("dialog", { name: "Lists that providers keep" });

it("a list goes on being read when its window is closed: it stands under the list, and is not begun again", async () => {
  const hand = byHand();
  const workStop = vi.fn(() => null);
  const user = await open({ trackPull: hand.work, workStop });
  await user.keyboard("l");
  const dialog = await dialogOf();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(hand.channels).toHaveLength(1));
  hand.tell(2000, 10_000);
  await user.click(within(dialog).getByRole("button", { name: /^Close/ }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  const bar = screen.getByRole("progressbar", { name: "Reading the list of TrackingMore" });
  expect(bar).toHaveAttribute("aria-valuenow", "2000");
  await user.keyboard("l");
  const again = await dialogOf();
  expect(within(again).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "2000");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(hand.channels).toHaveLength(1);
  await user.click(within(again).getByRole("button", { name: /^Close/ }));
  await waitFor(() => expect(again).not.toBeInTheDocument());
  await user.keyboard("{Escape}");
  expect(workStop).toHaveBeenCalledTimes(1);
  await hand.end({ account: "TrackingMore", pulled: 4000, new: 3, pages: 2 });
  expect(await screen.findByText("4,000 parcels of the list of TrackingMore came")).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

it("a list that could not be read says so, also when its window is closed", async () => {
  const hand = byHand();
  const user = await open({ trackPull: hand.work });
  await user.keyboard("l");
  const dialog = await dialogOf();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(hand.channels).toHaveLength(1));
  await user.click(within(dialog).getByRole("button", { name: /^Close/ }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  await hand.fail(refusal({ code: "network.timeout", class: "try_later", message: "No answer came." }));
  expect(await screen.findByText("No answer came.")).toBeVisible();
});

it("a check goes on when the list is left: whoever comes back sees it, and can stop it", async () => {
  const hand = byHand();
  let refuses = true;
  const workStop = vi.fn(() => {
    if (refuses) throw refusal({ code: "internal", class: "local", message: "It cannot be stopped now." });
    return null;
  });
  const user = await open({ trackRefresh: hand.work, workStop, settingsShow: () => settings });
  await user.keyboard("{F5}");
  await waitFor(() => expect(hand.channels).toHaveLength(1));
  hand.tell(30, 65);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("grid", { name: "Parcels" })).toBeNull());
  act(() => window.history.back());
  await screen.findByRole("grid", { name: "Parcels" });
  expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "30");
  await user.keyboard("{F5}");
  expect(hand.channels).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: /^Stop/ }));
  expect(await screen.findByText("It cannot be stopped now.")).toBeVisible();
  refuses = false;
  await user.click(screen.getByRole("button", { name: /^Stop/ }));
  expect(workStop).toHaveBeenCalledTimes(2);
  await hand.end({ asked: 60, calls: 2, errors: [] });
  expect(await screen.findByText("60 parcels checked")).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

it("a parcel on two lists is done once both are: it stays selected where one of them failed", async () => {
  const at = (number: unknown, account: string, outcome: string) => ({
    number,
    account,
    carrier: null,
    outcome,
    error: outcome === "failed" ? refusal({ message: "The account says no." }) : null,
  });
  const user = await open({
    trackStop: ({ numbers }) => {
      const [one, two] = numbers as string[];
      const results = [
        at(one, "TrackingMore", "done"),
        at(one, "Second", "done"),
        at(two, "TrackingMore", "done"),
        at(two, "Second", "failed"),
      ];
      return { results, done: 3, failed: 1, unknown: 0 };
    },
  });
  await user.keyboard(" {ArrowDown} s");
  expect(await screen.findByText("No more updates for 1 parcel. Its history stays.")).toBeVisible();
  expect(screen.getByText(/The account says no/)).toBeVisible();
  await waitFor(() => expect(screen.getByText("1 selected")).toBeVisible());
});
