import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import type { Answers } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { copyTable, htmlOf } from "./copyTable";
import { answers } from "./fixtures";
import { readNumbers, trackers } from "./fixtures.list";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).track] }));

const DELIVERED = "00340434292135100186";
const FIRST = "9400111899560000107731";
const copied = vi.fn<(text: string) => Promise<void>>();

beforeEach(() => {
  copied.mockReset().mockResolvedValue(undefined);
});

/** The list as the engine gives it: with several numbers those parcels. */
const several: Answers = {
  parcelList: (args) => {
    const query = String(args.query ?? "");
    if (!query.includes(",")) return answers.parcelList?.(args);
    const all = answers.parcelList?.({ ...args, query: "" }) as { items: { number: string }[] };
    const items = all.items.filter(({ number }) => query.includes(number));
    return { items, next: null, total: items.length };
  },
  trackRead: ({ text }) => {
    const read = readNumbers(String(text));
    const rows = read.rows.map((row) => ({ ...row, known: [FIRST, DELIVERED].includes(row.number) }));
    return { ...read, rows };
  },
};

async function open() {
  await openWindow("/track", shell({ language: "en" }), answers, { accountList: () => trackers }, several);
  const user = userEvent.setup();
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: copied } });
  await screen.findByText(FIRST);
  return user;
}

function paste(text: string) {
  const field = screen.getByRole("textbox", { name: "Find a parcel" });
  fireEvent.paste(field, { clipboardData: { getData: () => text } });
  return field;
}

it("lists the parcels of several numbers that are pasted, and leads to following the others", async () => {
  const user = await open();
  const field = paste(`${FIRST}\r\n0034 0434 2921 3510 0186\n7700123456789\n`);
  expect(field).toHaveValue(`${FIRST}, ${DELIVERED}, 7700123456789`);
  await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
  const note = await screen.findByText("1 of 3 numbers is not here");
  expect(note.closest(".note")).toHaveTextContent("7700123456789");
  await user.keyboard("{ArrowDown}");
  screen.getByRole("grid", { name: "Parcels" }).focus();
  await user.keyboard("a");
  expect(await screen.findByRole("textbox", { name: "Tracking numbers" })).toHaveValue("7700123456789");
});

it("says nothing of numbers for a name, and leaves one line that is pasted to the field", async () => {
  const user = await open();
  await user.keyboard("/Hannah Weber");
  await waitFor(() => expect(screen.queryByText(FIRST)).toBeNull());
  expect(screen.queryByText(/not here$/)).toBeNull();
  expect(fireEvent.paste(screen.getByRole("textbox"), { clipboardData: { getData: () => "AB 1" } })).toBe(
    true,
  );
});

it("copies the selected as a table, with how long each is quiet", async () => {
  const user = await open();
  const grid = screen.getByRole("grid", { name: "Parcels" });
  await waitFor(() => expect(grid).toHaveFocus());
  await user.keyboard(" {ArrowDown} {Control>}{Shift>}c{/Shift}{/Control}");
  expect(await screen.findByText("2 parcels copied as a table")).toBeVisible();
  const [head, first, second, ...rest] = String(copied.mock.calls[0]?.[0]).split("\n");
  expect(head).toBe("Number\tOrder\tStatus\tLast event at\tDays without news\tLast event");
  expect(first?.split("\t")).toEqual([
    FIRST,
    expect.any(String),
    within(grid).getByText(FIRST).closest("[role=row]")?.querySelector(".st")?.textContent,
    expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
    "0",
    expect.any(String),
  ]);
  // it has arrived: nobody waits for news
  expect(second?.split("\t").slice(0, 5)).toEqual([
    DELIVERED,
    "A1031",
    "Delivered",
    expect.stringMatching(/^\d{4}-/),
    "",
  ]);
  expect(rest).toEqual([]);
});

it("copies text as text: nothing is computed, and nothing is markup", async () => {
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: copied } });
  await copyTable([["9400111899560000107731", "=1+1", "a\tb\nc"]]);
  expect(copied).toHaveBeenCalledWith("9400111899560000107731\t'=1+1\ta b c");
  expect(htmlOf([['<b>"x" & y</b>']])).toBe(
    `<table><tr><td style="mso-number-format:'\\@'">&lt;b&gt;&quot;x&quot; &amp; y&lt;/b&gt;</td></tr></table>`,
  );
});
