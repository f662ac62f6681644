import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, it, vi } from "vitest";
import { answers as firstStart } from "~/features/first-start/fixtures";
import { station } from "~/features/settings/fixtures";
import type { DeskDocument } from "~/ipc/bindings";
import { refusal, tellChange } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { desk, shell, status } from "./fixtures";

vi.mock("~/app/screens", () => import("~/test/screens"));

const english: DeskDocument = { ...desk, language: "en" };
const at = () => window.location.hash;

it("goes where the window was when it was closed", async () => {
  await openWindow("", shell({ language: "en" }), station(), {
    deskShow: () => ({ ...english, session: '{"place":"/settings"}' }),
  });
  expect(at()).toBe("#/settings");
  expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("Settings");
  expect(screen.getByRole("link", { current: "page" })).toHaveTextContent("Settings");
});

it("begins at the first start in a folder where nobody has begun, wherever the window was", async () => {
  await openWindow(
    "",
    shell({ language: "en", fresh: true, session: '{"place":"/settings"}' }),
    station(),
    firstStart,
  );
  expect(at()).toBe("#/");
  expect(await screen.findByText("How would you like to start?")).toBeVisible();
});

it("shows accounts, network, queue and printer, and follows what changes", async () => {
  let now = status;
  await openWindow("/settings", shell({ language: "en" }), station(), { deskStatus: () => now });
  const bar = screen.getByRole("contentinfo");
  expect(bar).toHaveTextContent(/Dingcang mainCNY 6,369.22/);
  expect(bar).toHaveTextContent("8,912 / 10,000");
  expect(bar).toHaveTextContent("key or clock wrong");
  expect(bar).toHaveTextContent("Online");
  now = { ...status, online: false, waiting: 6, printer: null };
  await act(() => tellChange("status"));
  await waitFor(() => expect(bar).toHaveTextContent("Offline. All readable; 6 things wait."));
  expect(bar).toHaveTextContent("No printer");
});

it("tells two printers of one name apart", async () => {
  const twin = { ...status.printer, name: "ZD421_2" };
  const printerList = () => [status.printer, twin];
  await openWindow("/settings", shell({ language: "en" }), station(), { printerList });
  const bar = screen.getByRole("contentinfo");
  await waitFor(() => expect(bar).toHaveTextContent("Zebra ZD421 · ZD421"));
});

it("counts what needs a person in the rail", async () => {
  await openWindow("/settings", shell({ language: "en" }), station());
  const rail = screen.getByRole("navigation");
  expect(within(rail).getByRole("link", { name: /Orders.*5 refused or unknown/ })).toBeVisible();
});

it("goes to a screen by its key, also out of a field", async () => {
  await openWindow("/orders", shell({ language: "en" }), station());
  const user = userEvent.setup();
  await user.keyboard("{F12}");
  expect(at()).toBe("#/settings");
  await user.click(screen.getByLabelText("Station name"));
  await user.keyboard("{Control>}1{/Control}");
  expect(at()).toBe("#/orders");
  // the focus is not lost with the field
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});

it("lists the keys of the screen", async () => {
  await openWindow("/settings", shell({ language: "en" }), station());
  const user = userEvent.setup();
  await user.keyboard("?");
  const sheet = await screen.findByRole("dialog", { name: "Keys" });
  expect(sheet).toHaveTextContent("Back up now");
  expect(within(sheet).getAllByText("Everywhere")).toHaveLength(1);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("walks the areas and comes back to where the focus was in each", async () => {
  await openWindow("/settings", shell({ language: "en" }), station());
  const user = userEvent.setup();
  const name = screen.getByLabelText("Station name");
  await user.click(name);
  const seen = new Set<Element | null>();
  for (let step = 0; step < 20 && !seen.has(document.activeElement); step++) {
    seen.add(document.activeElement);
    await user.keyboard("{Control>}{Tab}{/Control}");
  }
  expect(document.activeElement).toBe(name);
  expect([...seen].some((one) => one?.closest("nav"))).toBe(true);
  expect([...seen].some((one) => one?.closest("footer"))).toBe(true);
});

it("says what to do when the folder cannot be opened, and opens it when it can", async () => {
  let broken = true;
  await openWindow("", shell({ language: "en" }), station(), {
    deskShow: () => {
      if (!broken) return english;
      const message = "The disk is full.";
      throw refusal({ code: "disk", message, next_step: "Make room.", params: { file: "/srv/shipdesk" } });
    },
  });
  expect(screen.getByRole("alert")).toHaveTextContent("The disk is full.Make room.");
  expect(screen.getByText("/srv/shipdesk")).toBeVisible();
  expect(screen.getByRole("button", { name: /Try again/ })).toHaveFocus();
  broken = false;
  await userEvent.setup().keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("navigation")).toBeVisible());
});

it("practises with one key, says so all the time, and leaves by one button", async () => {
  let opened = { ...english, fresh: true };
  await openWindow("", shell({ language: "en" }), station(), firstStart, {
    deskShow: () => opened,
    practiceStart: () => (opened = { ...english, practice: true, data_dir: "/srv/practice" }),
    practiceLeave: () => (opened = { ...english, fresh: true }),
  });
  const user = userEvent.setup();
  await user.keyboard("1");
  await waitFor(() => expect(screen.getByRole("note")).toHaveTextContent("Nothing is bought"));
  expect(document.documentElement).toHaveAttribute("data-practice");
  await user.click(screen.getByRole("button", { name: "Connect a real account" }));
  await waitFor(() => expect(document.documentElement).not.toHaveAttribute("data-practice"));
  expect(at()).toBe("#/accounts/new");
  expect(screen.queryByRole("note")).toBeNull();
});

it.each(["/settings", "/"])(
  "has nothing that axe finds at %s",
  async (place) => {
    const fresh = { ...english, fresh: place === "/" };
    const { container } = await openWindow(place, shell({ language: "en" }), station(), firstStart, {
      deskShow: () => fresh,
    });
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual(
      [],
    );
  },
  20_000,
);
