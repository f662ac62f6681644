import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { desk, shell } from "~/app/fixtures";
import type { PrinterDocument } from "~/ipc/bindings";
import { type Answers, dialogs, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { printer, settings, station } from "./fixtures";

vi.mock("~/app/screens", () => import("~/test/screens"));

/** Keeps the settings that were sent, in order. */
async function open(more: Answers = {}) {
  const kept = station();
  const sent: string[] = [];
  const settingSet: Answers["settingSet"] = (args) => {
    sent.push(`${args.key}=${args.value}`);
    return kept.settingSet?.(args);
  };
  await openWindow("/settings", shell({ language: "en" }), kept, {
    settingSet,
    ...more,
  });
  await screen.findByLabelText("Station name");
  return { user: userEvent.setup(), sent };
}

it("shows the language, the light and the rows at once, and says what was saved", async () => {
  const { user, sent } = await open();
  await user.click(screen.getByRole("radio", { name: "Dark" }));
  await waitFor(() => expect(document.documentElement).toHaveAttribute("data-theme", "dark"));
  await user.click(screen.getByRole("radio", { name: "Roomy 40" }));
  await waitFor(() => expect(document.documentElement).toHaveAttribute("data-density", "roomy"));
  await waitFor(() => expect(screen.getAllByRole("status")[0]).toHaveTextContent(/Rows: saved \d\d:\d\d/));
  await user.click(screen.getByRole("radio", { name: "繁體中文" }));
  await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("設定"));
  expect(document.documentElement.lang).toBe("zh-TW");
  expect(sent).toEqual(["theme=dark", "density=roomy", "language=zh-TW"]);
});

it("saves what is typed when the field is left, never half of it", async () => {
  const { user, sent } = await open();
  const name = screen.getByLabelText("Station name");
  await user.clear(name);
  await user.type(name, "Bench 7");
  expect(sent).toEqual([]);
  await user.tab();
  await waitFor(() => expect(sent).toEqual(["station=Bench 7"]));
  expect(await screen.findByText(/^saved \d\d:\d\d/)).toBeVisible();
});

it("saves what is typed when the screen goes away", async () => {
  const { user, sent } = await open();
  const name = screen.getByLabelText("Station name");
  await user.clear(name);
  await user.type(name, "Bench 8");
  await user.keyboard("{F3}");
  await waitFor(() => expect(sent).toEqual(["station=Bench 8"]));
});

it("goes to a part by its figure, from any part to the next", async () => {
  const { user } = await open();
  const parts = ["Station", "Currency and rates", "Printing", "Senders", "Boxes"];
  for (const [place, part] of parts.entries()) {
    await user.keyboard(`g${place + 2}`);
    expect(screen.getByRole("region", { name: new RegExp(part) })).toContainElement(
      document.activeElement as HTMLElement,
    );
  }
  expect(screen.getByLabelText("Station name")).toHaveValue("Bench 2");
  await user.keyboard("g1");
  expect(screen.getByRole("radio", { name: "English" })).toHaveFocus();
});

it("keeps what was refused as it was typed, with the reason, and Esc brings the saved one back", async () => {
  const { user } = await open();
  const prefix = screen.getByLabelText("Order numbers begin with");
  await user.clear(prefix);
  await user.type(prefix, "B7{Enter}");
  expect(await screen.findByText("Letters, - or _, without a figure at the end.")).toBeVisible();
  expect(prefix).toHaveValue("B7");
  expect(prefix).toHaveAttribute("aria-invalid", "true");
  await user.keyboard("{Escape}");
  expect(prefix).toHaveValue("A");
  expect(prefix).not.toHaveAttribute("aria-invalid");
});

it("adds, changes and removes a rate", async () => {
  const { user, sent } = await open();
  await user.type(screen.getByRole("combobox", { name: "Another currency" }), "GBP{Enter}");
  await user.type(screen.getByLabelText("1 GBP is worth"), "９.05{Enter}");
  await waitFor(() => expect(sent).toEqual(["rate.GBP=9.05"]));
  await user.click(await screen.findByRole("button", { name: "Remove the rate of GBP" }));
  await waitFor(() => expect(sent).toEqual(["rate.GBP=9.05", "rate.GBP="]));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Remove the rate of GBP" })).toBeNull());
});

it("says of a rate that is no number that it is none, before anybody adds it", async () => {
  const { user, sent } = await open();
  const rate = screen.getByLabelText("1 of it is worth");
  await user.type(rate, "abc{Enter}");
  expect(rate).toHaveAccessibleDescription("Not a number. Write it like 12.50.");
  await user.clear(rate);
  expect(rate).not.toHaveAccessibleDescription();
  expect(sent).toEqual([]);
});

it("says of a chosen printer that it is not connected, or has no such paper", async () => {
  const gone: PrinterDocument = { ...printer, state: "gone", info: "", model: "", layouts: [] };
  const office: PrinterDocument = { ...printer, name: "Office", layouts: ["as-is", "a4"] };
  const [label, transfer, form] = settings.printers;
  const kept = [
    label,
    { ...transfer, printer: "Office" },
    { ...form, printer: "Office" },
  ] as typeof settings.printers;
  await open({
    printerList: () => [gone, office],
    settingsShow: () => ({ ...settings, printers: kept }),
  });
  const said = (kind: string) =>
    within(screen.getByRole("group", { name: kind }))
      .getAllByRole("combobox")
      .map((one) => document.getElementById(one.getAttribute("aria-describedby") ?? "")?.textContent);
  await waitFor(() =>
    expect(said("Labels")).toEqual(["Not connected. Connect it, or choose another one.", undefined]),
  );
  expect(said("Transfer labels")).toEqual([undefined, "This printer has no such paper."]);
  expect(said("Scan forms")).toEqual([undefined, undefined]);
});

it("prints a test page on the printer of a kind, and says no more than that it was sent", async () => {
  const printed: unknown[] = [];
  const { user } = await open({ printTest: ({ printer }) => printed.push(printer) });
  const pages = screen.getAllByRole("button", { name: "Test page" });
  expect(pages[2]).toBeDisabled();
  if (pages[0]) await user.click(pages[0]);
  expect(await screen.findByText(/Test page sent to ZD421/)).toBeVisible();
  expect(printed).toEqual(["ZD421"]);
});

it("keeps a sender's form when the engine refuses it, with the reason at the field", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Add a sender" }));
  const form = await screen.findByRole("dialog", { name: "Add a sender" });
  await user.type(within(form).getByLabelText("Name of the profile"), "Porto");
  await user.keyboard("{Control>}{Enter}{/Control}");
  const city = within(form).getByLabelText("City");
  await waitFor(() => expect(city).toHaveFocus());
  expect(within(form).getByText("The city is missing.")).toBeVisible();
  expect(within(form).getByLabelText("Name of the profile")).toHaveValue("Porto");
  await user.type(city, "Porto");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(await screen.findByText("Porto", { selector: "b" })).toBeVisible();
});

it("removes a box at once and brings it back", async () => {
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Remove L 40" }));
  expect(await screen.findByText("Box L 40 removed")).toBeVisible();
  await waitFor(() => expect(screen.queryByText("L 40", { selector: "b" })).toBeNull());
  await user.keyboard("{Control>}z{/Control}");
  expect(await screen.findByText("L 40", { selector: "b" })).toBeVisible();
});

it("backs up with B and says what is in it", async () => {
  dialogs.save = "/mnt/disk/shipdesk.zip";
  const { user } = await open();
  await user.keyboard("b");
  expect(await screen.findByText(/10,482 orders, 9,120 files, 46.1 MB/)).toBeVisible();
});

it("replaces the folder by a backup only after a question", async () => {
  dialogs.open = "/mnt/disk/old.zip";
  const restored: unknown[] = [];
  const { user } = await open({
    restore: ({ path }) => {
      restored.push(path);
      return { ...desk, language: "en", session: '{"place":"/settings"}' };
    },
  });
  await user.keyboard("r");
  const question = await screen.findByRole("dialog", { name: "Replace this folder by the backup?" });
  expect(question).toHaveTextContent("/mnt/disk/old.zip");
  expect(within(question).getByRole("button", { name: /Cancel/ })).toHaveFocus();
  expect(restored).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(restored).toEqual(["/mnt/disk/old.zip"]));
});

it("says what is damaged and what to do", async () => {
  const { user } = await open({
    verify: () => ({ good: false, findings: ["files: 1 is missing"], orders: 2, files: 1, journal: 4 }),
    printTest: () => {
      throw refusal({ message: "no" });
    },
  });
  await user.keyboard("v");
  expect(await screen.findByText("Something is damaged")).toBeVisible();
  expect(screen.getByText("files: 1 is missing")).toBeVisible();
});
