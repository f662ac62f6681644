import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import { shell } from "~/app/fixtures";
import { type Answers, dialogs, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers } from "../fixtures";
import { follow, readNumbers, trackers } from "../fixtures.list";

vi.mock("~/app/screens", async () => ({ screens: [(await import("../index")).track] }));

const asked: { account: string; parcels: Parameters<typeof follow>[0] }[] = [];
beforeEach(() => {
  asked.length = 0;
  dialogs.open = "/data/shipping/numbers.xlsx";
});

async function open(more: Answers = {}) {
  const view = await openWindow("/track", shell({ language: "en" }), answers, {
    accountList: () => trackers,
    trackAdd: ({ account, parcels }) => {
      asked.push({ account, parcels } as (typeof asked)[0]);
      return follow(parcels as (typeof asked)[0]["parcels"]);
    },
    ...more,
  });
  const user = userEvent.setup();
  const grid = await screen.findByRole("grid", { name: "Parcels" });
  await waitFor(() => expect(grid).toHaveFocus());
  await user.keyboard("a");
  const dialog = await screen.findByRole("dialog", { name: "Add numbers to follow" });
  const field = within(dialog).getByRole("textbox", { name: "Tracking numbers" });
  await waitFor(() => expect(field).toHaveFocus());
  const paste = async (text: string) => {
    fireEvent.change(field, { target: { value: text } });
    const rows = within(dialog).getByRole("grid", { name: "Numbers to follow" });
    await waitFor(() => expect(within(rows).getAllByRole("row").length).toBeGreaterThan(1));
  };
  const line = (number: string) => {
    const row = within(dialog).getByText(number, { selector: ".code" }).closest<HTMLElement>("[role=row]");
    if (!row) throw new Error(`no row of ${number}`);
    return row;
  };
  return { view, user, dialog, field, paste, line };
}

it("says of each number who may have given it out, and guesses nothing", async () => {
  const { dialog, paste, line } = await open();
  await paste(
    "1Z999AA10123456784, 9200190000000000000015; JJD000390007882134\nABC123456 LX700321884CN 1Z999AA10123456784",
  );
  await waitFor(() => expect(line("1Z999AA10123456784")).toHaveTextContent(/UPS.*UPS/));
  expect(line("9200190000000000000015")).toHaveTextContent("2 fit: USPS and FedEx SmartPost");
  expect(line("9200190000000000000015")).toHaveTextContent("The account finds out");
  expect(line("JJD000390007882134")).toHaveTextContent("looks like DHL Express");
  expect(line("JJD000390007882134")).toHaveTextContent("The account finds out");
  expect(line("ABC123456")).toHaveTextContent("not recognised");
  expect(line("LX700321884CN")).toHaveTextContent("here already");
  const says = within(dialog).getByText("5 numbers").closest("p");
  expect(says).toHaveTextContent("1 is here already");
  expect(says).toHaveTextContent("1 came twice");
});

it("follows all with Ctrl+Enter, says so, closes and makes the first one current", async () => {
  const { user, paste } = await open();
  await paste("1Z999AA10123456784 ABC123456");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("2 numbers are followed")).toBeVisible();
  expect(asked).toEqual([
    {
      account: "TrackingMore",
      parcels: [
        { number: "1Z999AA10123456784", carrier: "ups", fields: {} },
        { number: "ABC123456", carrier: null, fields: {} },
      ],
    },
  ]);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(screen.getByRole("grid", { name: "Parcels" })).toHaveFocus());
});

it("follows what was pasted a moment before Ctrl+Enter", async () => {
  const { user, field } = await open();
  fireEvent.change(field, { target: { value: "ABC123456" } });
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() =>
    expect(asked[0]?.parcels).toEqual([{ number: "ABC123456", carrier: null, fields: {} }]),
  );
});

it("keeps what was not done with its reason, lets the done ones go, and sends only the rest again", async () => {
  const { user, dialog, paste, line, field } = await open();
  await paste("AAA111111 BBB222200 CCC333301 DDD444402");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() =>
    expect(line("BBB222200")).toHaveTextContent("TrackingMore does not know this carrier."),
  );
  // the current row's in full
  expect(within(dialog).getByText("Choose another carrier.")).toBeVisible();
  expect(line("CCC333301")).toHaveTextContent("Nobody knows whether it is registered.");
  expect(within(dialog).queryByText("AAA111111", { selector: ".code" })).toBeNull();
  const says = within(dialog).getByText("1 followed").closest("p");
  expect(says).toHaveTextContent("1 was followed already");
  expect(says).toHaveTextContent("2 not, see below");
  expect(field).toHaveValue("AAA111111 BBB222200 CCC333301 DDD444402");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.parcels.map(({ number }) => number)).toEqual(["BBB222200", "CCC333301"]);
});

it("asks in the row for what the carrier needs, and goes there with F8", async () => {
  const { user, dialog, paste } = await open();
  await paste("tracking_number,carrier_code\nMR7788990011,mondialrelay\nABC123456,");
  const postcode = await within(dialog).findByRole("textbox", { name: /of MR7788990011$/ });
  expect(within(dialog).getByText("1 needs you")).toBeVisible();
  expect(within(dialog).getByRole("button", { name: /Follow 1 number/ })).toBeVisible();
  await user.keyboard("{F8}");
  await waitFor(() => expect(postcode).toHaveFocus());
  await user.keyboard("75001");
  expect(postcode).toHaveValue("75001");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.parcels[0]).toEqual({
    number: "MR7788990011",
    carrier: "mondialrelay",
    fields: { tracking_postal_code: "75001" },
  });
});

it("lets a person choose the carrier in the row with Enter, and Esc leaves only the choice", async () => {
  const { user, dialog, paste, line } = await open();
  await paste("9200190000000000000015");
  const grid = within(dialog).getByRole("grid", { name: "Numbers to follow" });
  grid.focus();
  await user.keyboard("{ArrowDown}{Enter}");
  const carrier = await within(dialog).findByRole("combobox", { name: "Carrier of 9200190000000000000015" });
  expect(carrier).toHaveFocus();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(grid).toHaveFocus());
  expect(dialog).toBeVisible();
  await user.keyboard("{Enter}");
  await user.clear(await within(dialog).findByRole("combobox", { name: /^Carrier of 92/ }));
  await user.keyboard("usps");
  await user.click(await screen.findByRole("option", { name: /USPS/ }));
  await waitFor(() => expect(line("9200190000000000000015")).not.toHaveTextContent("The account finds out"));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked[0]?.parcels[0]?.carrier).toBe("usps"));
});

it("asks for the carrier where the account found several, and offers those first", async () => {
  const { user, dialog, paste, line } = await open();
  await paste("TWO555555");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(line("TWO555555")).toHaveTextContent("does not know the carrier: choose it"));
  expect(within(dialog).getByRole("button", { name: /^Follow/ })).toHaveTextContent(/^FollowCtrl/);
  await user.keyboard("{F8}{Enter}");
  expect(await within(dialog).findByRole("combobox", { name: "Carrier of TWO555555" })).toHaveFocus();
  await user.keyboard("{ArrowDown}");
  const [, first, second] = await screen.findAllByRole("option");
  expect(first).toHaveTextContent("GLSfound by the account");
  expect(second).toHaveTextContent("USPSfound by the account");
  await user.click(first as HTMLElement);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked[1]?.parcels[0]?.carrier).toBe("gls"));
});

it("says which carrier the account corrected", async () => {
  const { user, paste } = await open({
    trackAdd: ({ parcels }) => {
      const { results, ...counts } = follow(parcels as (typeof asked)[0]["parcels"]);
      const corrected = results.map((one) => ({ ...one, carrier: "gls", corrected_from: one.carrier }));
      return { ...counts, results: corrected };
    },
  });
  await paste("tracking_number,carrier_code\n1Z999AA10123456784,ups");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText(/corrected the carrier: 1Z999AA10123456784 ups → gls/)).toBeVisible();
});

it("follows a number under two carriers, and keeps the one that failed", async () => {
  const rows = ["ups", "gls"].map((carrier, index) => ({
    line: index + 1,
    number: "ABC123456",
    carrier,
    fields: {},
    candidates: [],
    known: false,
    issue: null,
  }));
  const error = refusal({ code: "provider.refused", message: "Not ours.", next_step: "Choose another." });
  const { user, dialog, paste } = await open({
    trackRead: () => ({ rows, doubled: 0, ignored_columns: [] }),
    trackAdd: () => ({
      results: [
        { number: "ABC123456", carrier: "ups", outcome: "failed", error },
        { number: "ABC123456", carrier: "gls", outcome: "done", error: null },
      ],
      done: 1,
      failed: 1,
      unknown: 0,
    }),
  });
  await paste("anything");
  expect(within(dialog).getAllByText("ABC123456", { selector: ".code" })).toHaveLength(2);
  await user.keyboard("{Control>}{Enter}{/Control}");
  const left = await waitFor(() => within(dialog).getByText("ABC123456", { selector: ".code" }));
  expect(left.closest("[role=row]")).toHaveTextContent("UPS");
  expect(left.closest("[role=row]")).toHaveTextContent("Not ours.");
});

it("reads a file, names columns that nobody knows, and needs no text", async () => {
  const { user, dialog, line } = await open();
  await user.keyboard("{Control>}o{/Control}");
  expect(await within(dialog).findByText("numbers.xlsx")).toBeVisible();
  await waitFor(() => expect(line("MR7788990011")).toHaveTextContent("Mondial Relay"));
  expect(within(dialog).getByText(/1 column that nobody knows/)).toHaveTextContent("colour");
});

it("asks before air waybills: each costs twenty units; one alone opens as a parcel", async () => {
  const waybills: unknown[] = [];
  const { user, paste, line } = await open({
    trackAwb: (args) => {
      waybills.push(args);
      return { items: [{ number: "618-10010011", track: null, error: null }] };
    },
  });
  await paste("618-10010011");
  expect(line("618-10010011")).toHaveTextContent("Air waybill");
  await user.keyboard("{Control>}{Enter}{/Control}");
  const question = await screen.findByRole("dialog", { name: "Ask about 1 air waybill?" });
  expect(question).toHaveTextContent("Each costs 20 units of the quota of TrackingMore: 20 in all.");
  expect(question).toHaveTextContent("TrackingMore has 8,912 left.");
  expect(waybills).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(waybills).toEqual([{ account: "TrackingMore", numbers: ["618-10010011"] }]));
  expect(asked).toEqual([]);
  await waitFor(() => expect(decodeURIComponent(window.location.hash)).toBe("#/track/618-10010011"));
});

it("sends nothing when the question is answered with no, and keeps what was typed", async () => {
  const { user, dialog, paste, field } = await open();
  await paste("618-10010011");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByRole("dialog", { name: "Ask about 1 air waybill?" });
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByText("Ask about 1 air waybill?")).toBeNull());
  expect(dialog).toBeVisible();
  expect(field).toHaveValue("618-10010011");
});

it("keeps what was typed over Esc, and when the call itself fails", async () => {
  const { user, dialog, paste, field } = await open({
    trackAdd: () => {
      throw refusal({
        code: "network.timeout",
        message: "TrackingMore gave no answer.",
        next_step: "Try again.",
      });
    },
  });
  await paste("ABC123456");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await within(dialog).findByText("TrackingMore gave no answer.")).toBeVisible();
  expect(field).toHaveValue("ABC123456");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.keyboard("a");
  expect(await screen.findByRole("textbox", { name: "Tracking numbers" })).toHaveValue("ABC123456");
});

it("offers only accounts that are used and follow, and no carrier where the account keeps no list", async () => {
  const { user, dialog, paste } = await open();
  await paste("ABC123456");
  await user.click(within(dialog).getByRole("combobox", { name: "Followed by" }));
  const names = (await screen.findAllByRole("option")).map((option) => option.textContent);
  expect(names).toEqual(["TrackingMore", "Winit"]);
  await user.click(screen.getByRole("option", { name: "Winit" }));
  await waitFor(() => expect(within(dialog).queryByRole("columnheader", { name: "Carrier" })).toBeNull());
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(asked[0]?.account).toBe("Winit"));
});

it("draws few of two thousand, and sends them in parts", async () => {
  const many = Array.from({ length: 2000 }, (_, index) => `ABC${300_000 + index * 7}9`).join(" ");
  const { user, dialog, paste } = await open({ trackRead: ({ text }) => readNumbers(String(text)) });
  await paste(many);
  expect(await within(dialog).findByText("2,000 numbers")).toBeVisible();
  expect(within(dialog).getAllByRole("row").length).toBeLessThan(60);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("2,000 numbers are followed")).toBeVisible();
  expect(asked).toHaveLength(17);
  expect(asked[0]?.parcels).toHaveLength(120);
  expect(asked.flatMap(({ parcels }) => parcels)).toHaveLength(2000);
});

it("says what to do where no account can follow", async () => {
  const { dialog } = await open({ accountList: () => [] });
  expect(await within(dialog).findByText("No account can follow parcels")).toBeVisible();
});

it("has nothing that axe finds", async () => {
  const { dialog, paste } = await open();
  await paste("tracking_number,carrier_code\nMR7788990011,mondialrelay\n618-10010011,\nABC,");
  await within(dialog).findByRole("textbox", { name: /of MR7788990011$/ });
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});
