import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import { shell, status } from "~/app/fixtures";
import type { TrackDocument } from "~/ipc/bindings";
import { type Answers, dialogs, refusal, tellChange } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers, delivered } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).track] }));
vi.mock("~/features/label/FilePreview", () => ({ FilePreview: () => <i>preview</i> }));

const DELIVERED = "00340434292135100186";
const copied = vi.fn<(text: string) => Promise<void>>();
const at = () => decodeURIComponent(window.location.hash);

beforeEach(() => {
  copied.mockReset().mockResolvedValue(undefined);
});

async function open(place: string, more: Answers = {}) {
  const asked: unknown[] = [];
  const view = await openWindow(place, shell({ language: "en" }), answers, {
    trackShow: (args) => {
      asked.push(args);
      return undefined;
    },
    ...more,
  });
  const user = userEvent.setup();
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: copied } });
  return { user, asked, view };
}

it("lists parcels, and opens the current one with Enter", async () => {
  const { user } = await open("/track");
  const grid = await screen.findByRole("grid", { name: "Parcels" });
  const second = within(grid).getByText(DELIVERED).closest("[role=row]");
  expect(second).toHaveTextContent("Delivered");
  expect(second).toHaveTextContent("A1031");
  expect(second).toHaveTextContent("Germany");
  await waitFor(() => expect(grid).toHaveFocus());
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(at()).toBe(`#/track/${DELIVERED}`));
});

it("finds by what is typed, and asks the providers about a number that is not here", async () => {
  const { user, asked } = await open("/track");
  await user.keyboard("/");
  const field = screen.getByRole("textbox", { name: "Find a parcel" });
  expect(field).toHaveFocus();
  await user.keyboard("Hannah");
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
  await user.clear(field);
  await user.keyboard("ZZ99887766{Enter}");
  await waitFor(() => expect(at()).toBe("#/track/ZZ99887766"));
  expect(await screen.findByText("Nobody knows ZZ99887766")).toBeVisible();
  expect(asked).toEqual([
    { number: "ZZ99887766", refresh: false, raw: false },
    { number: "ZZ99887766", refresh: true, raw: false },
  ]);
});

it("says what to do where there is nothing", async () => {
  await open("/track", { parcelList: () => ({ items: [], next: null, total: 0 }) });
  expect(await screen.findByText("No parcels yet")).toBeVisible();
});

it("writes the dispute pack with D into the file that is chosen, and says which proof is not in it", async () => {
  const packed = vi.fn(({ path }: Record<string, unknown>) => ({
    file: path,
    number: DELIVERED,
    pages: 4,
    bytes: 90_000,
    pods: [delivered.pods[0]],
    left_out: [{ sha256: "ab", error: refusal({ message: "The file ab was changed." }) }],
  }));
  dialogs.save = "/data/dispute.pdf";
  const { user } = await open(`/track/${DELIVERED}`, { disputePack: packed });
  expect(await screen.findByRole("button", { name: /Dispute pack/ })).toBeVisible();
  await user.keyboard("d");
  expect(
    await screen.findByText("Dispute pack: 4 pages, proofs of delivery: 1, in /data/dispute.pdf"),
  ).toBeVisible();
  expect(screen.getByText("The file ab was changed.")).toBeVisible();
  expect(packed).toHaveBeenCalledExactlyOnceWith({
    number: DELIVERED,
    id: delivered.id,
    path: "/data/dispute.pdf",
  });
});

it("shows sentence, facts, timeline and sources", async () => {
  await open(`/track/${DELIVERED}`);
  expect(await screen.findByText(/^Delivered in Berlin on /)).toBeVisible();
  const facts = screen.getByRole("region", { name: "Facts" });
  await waitFor(() => expect(facts).toHaveTextContent("Jonas W., 10115 Berlin DE"));
  expect(facts).toHaveTextContent("CNY 61.40");
  expect(facts).toHaveTextContent("1.42 kg");
  await waitFor(() => expect(facts).toHaveTextContent("德国专线·DHL"));
  const timeline = screen.getByRole("region", { name: "Timeline" });
  expect(within(timeline).getAllByRole("listitem")).toHaveLength(delivered.events.length);
  expect(within(timeline).getByText("Unrecognised").closest("li")).toHaveTextContent("PARCV-NRQRD");
  expect(within(timeline).getByText("Processing").closest("li")).toHaveTextContent("Warehouse");
  expect(screen.getByRole("region", { name: "Sources" })).toHaveTextContent("丁仓·主账户 no answer");
});

it("shows the provider's own words with T, and a line as it was sent with Enter", async () => {
  const { user } = await open(`/track/${DELIVERED}`);
  await screen.findByText(/^Delivered in Berlin/);
  expect(screen.queryByText("DLC")).toBeNull();
  await user.keyboard("t");
  expect(screen.getByText("DLC")).toBeVisible();
  expect(screen.getByText("“Zugestellt an Nachbar: WEBER”")).toBeVisible();
  await user.keyboard("{ArrowDown}");
  const [first] = screen.getAllByRole("button", { name: /as the provider sent it/ });
  expect(first).toHaveFocus();
  await user.keyboard("{Enter}");
  expect(screen.getByText(/"eventCode": "DLC"/)).toBeVisible();
  await user.keyboard("{ArrowDown}");
  expect(first).not.toHaveFocus();
});

it("copies the answer for the customer in the language that is chosen", async () => {
  const { user } = await open(`/track/${DELIVERED}`);
  await screen.findByText(/^Your parcel/);
  await user.keyboard("{Control>}{Shift>}C{/Shift}{/Control}");
  expect(copied.mock.calls[0]?.[0]).toMatch(/^Your parcel 00340434292135100186 was delivered in Berlin/);
  expect(await screen.findByText("Answer copied")).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "简体中文" }));
  await user.keyboard("{Control>}{Shift>}C{/Shift}{/Control}");
  expect(copied.mock.calls[1]?.[0]).toMatch(/^您的包裹 00340434292135100186，.*已签收。/);
});

it("says so where the clipboard takes nothing", async () => {
  const { user } = await open(`/track/${DELIVERED}`);
  copied.mockRejectedValue(new Error("no"));
  await screen.findByText(/^Your parcel/);
  await user.click(screen.getByRole("button", { name: /Copy answer/ }));
  expect(await screen.findByText("The clipboard did not take it.")).toBeVisible();
});

it("checks once with F5, keeps everything, and lets what the sources said stand until Esc", async () => {
  let answer: (track: TrackDocument) => void = () => undefined;
  const asked: unknown[] = [];
  const { user } = await open(`/track/${DELIVERED}`, {
    trackShow: (args) => {
      asked.push(args);
      return args.refresh ? new Promise<TrackDocument>((done) => (answer = done)) : delivered;
    },
  });
  await screen.findByText(/^Delivered in Berlin/);
  await user.keyboard("{F5}{F5}");
  expect(await screen.findByText(/Asking 万邑通, TrackingMore.* 0 s/)).toBeVisible();
  expect(screen.getByText(/^Delivered in Berlin/)).toBeVisible();
  const fresh = { ...delivered, events: [{ ...delivered.events[1], text: "new one" }, ...delivered.events] };
  await act(async () => answer(fresh as TrackDocument));
  expect(asked).toHaveLength(2);
  expect(await screen.findByText("Checked. 1 new line.")).toBeVisible();
  expect(screen.getByText("丁仓·主账户没答，20 秒到了。")).toBeVisible();
  expect(screen.getByText(/What was known before stays/)).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByText("丁仓·主账户没答，20 秒到了。")).toBeNull();
  expect(at()).toBe(`#/track/${DELIVERED}`);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(at()).toBe("#/track"));
});

it("walks the list with J and K, and stops at its ends", async () => {
  const { user } = await open(`/track/${DELIVERED}`);
  await screen.findByText(/^Delivered in Berlin/);
  await user.keyboard("j");
  await waitFor(() => expect(at()).toBe("#/track/LX700321884CN"));
  expect(await screen.findByText("The sources have no record of it yet.")).toBeVisible();
  await user.keyboard("k");
  await waitFor(() => expect(at()).toBe(`#/track/${DELIVERED}`));
  await screen.findByText(/^Delivered in Berlin/);
  await user.keyboard("k");
  await waitFor(() => expect(at()).toBe("#/track/9400111899560000107731"));
  await screen.findByText(/^On its way/);
  await user.keyboard("k");
  expect(at()).toBe("#/track/9400111899560000107731");
});

it("stays readable offline and says so", async () => {
  await open(`/track/${DELIVERED}`, { deskStatus: () => ({ ...status, online: false }) });
  expect(await screen.findByText(/^Offline\. Everything here/)).toBeVisible();
  expect(screen.getByText(/^Delivered in Berlin/)).toBeVisible();
});

it("shows why a parcel cannot be read", async () => {
  await open(`/track/${DELIVERED}`, {
    trackShow: () => {
      throw refusal({ code: "store.busy", message: "The folder is busy.", next_step: "Try again." });
    },
  });
  expect(await screen.findByText("The folder is busy.")).toBeVisible();
  expect(screen.getByText("Try again.")).toBeVisible();
});

it("takes over what the background found, and moves nothing", async () => {
  let now = delivered;
  const { user } = await open(`/track/${DELIVERED}`, { trackShow: () => now });
  await screen.findByText(/^Delivered in Berlin/);
  await user.keyboard("{ArrowDown}{ArrowDown}");
  const focused = document.activeElement;
  now = {
    ...delivered,
    events: [...delivered.events, { ...delivered.events[0], text: "older still" }],
  } as TrackDocument;
  await act(() => tellChange("parcels"));
  expect(await screen.findByText("older still")).toBeVisible();
  expect(document.activeElement).toBe(focused);
});

it.each(["/track", `/track/${DELIVERED}`, "/track/LX700321884CN"])(
  "has nothing that axe finds at %s",
  async (place) => {
    const { view } = await open(place);
    await screen.findByText(place === "/track" ? DELIVERED : /your parcel/i);
    const { violations } = await axe.run(view.container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual(
      [],
    );
  },
);
