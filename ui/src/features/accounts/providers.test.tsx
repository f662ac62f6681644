import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { shell, status } from "~/app/fixtures";
import type { Answers } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { keepDraft } from "./draft";
import { answers, reset } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).accounts] }));

beforeEach(() => {
  reset();
  for (const key of ["a3", "a4"]) keepDraft(key, null);
});

async function open(place: string, more: Answers = {}) {
  await openWindow(place, shell({ language: "en" }), answers, more);
  await screen.findByRole("grid", { name: /^Accounts/ });
  return { user: userEvent.setup() };
}

const field = (name: RegExp) => screen.getByLabelText(name, { selector: "input" });

describe("where it is asked", () => {
  it("is chosen between the real one and the sandbox, and an address of one's own stays possible", async () => {
    const { user } = await open("/accounts/a4");
    const where = await screen.findByRole("radiogroup", { name: "Which of its systems" });
    // this one has an address of its own
    expect(within(where).getByRole("radio", { name: "Another address" })).toBeChecked();
    await user.click(within(where).getByRole("radio", { name: "Sandbox" }));
    expect(field(/^Address/)).toHaveValue("https://sandbox.example.test/service");
    expect(screen.getByText(/nothing there is real/)).toBeVisible();
    await user.click(within(where).getByRole("radio", { name: "Real" }));
    expect(field(/^Address/)).toHaveValue("https://open.example.test/service");
    expect(within(where).queryByRole("radio", { name: "Another address" })).toBeNull();
  });

  it("is not asked where a provider has one system", async () => {
    await open("/accounts/a3");
    expect(await screen.findByLabelText(/^Address/)).toBeVisible();
    expect(screen.queryByRole("radiogroup", { name: "Which of its systems" })).toBeNull();
  });
});

describe("how it stands", () => {
  const stands = (quota: { left: number; of: number | null }): Answers => ({
    deskStatus: () => ({
      ...status,
      accounts: status.accounts.map((one) =>
        one.account === "TrackingMore"
          ? { ...one, quota, balance: { amount: "12.50", currency: "USD" } }
          : one,
      ),
    }),
  });

  it("tells calls left beside the balance, here and in the status bar", async () => {
    await open("/accounts/a3", stands({ left: 8912, of: 10_000 }));
    const standing = await screen.findByRole("region", { name: "How it stands" });
    expect(standing).toHaveTextContent("Last answer2 min ago");
    expect(standing).toHaveTextContent("USD 12.50");
    expect(standing).toHaveTextContent("8,912 of 10,000");
    expect(screen.getByRole("contentinfo")).toHaveTextContent("USD 12.50 · 8,912 / 10,000");
  });

  it("does not make up of how many where that is not said", async () => {
    await open("/accounts/a3", stands({ left: 8912, of: null }));
    expect(await screen.findByRole("region", { name: "How it stands" })).toHaveTextContent("8,912 left");
    expect(screen.getByRole("contentinfo")).toHaveTextContent("8,912 left");
    expect(document.body).not.toHaveTextContent("null");
  });

  it.each([
    ["7 min ago", new Date(Date.now() - 7 * 60_000).toISOString()],
    ["None yet", null],
  ])(
    "tells when any call was answered last, also where nothing is counted: %s",
    async (words, answered_at) => {
      const accounts = status.accounts.map((one) =>
        one.account === "TrackingMore" ? { ...one, quota: null, asked_at: null, answered_at } : one,
      );
      await open("/accounts/a3", { deskStatus: () => ({ ...status, accounts }) });
      const standing = await screen.findByRole("region", { name: "How it stands" });
      expect(standing).toHaveTextContent(`Last answer${words}`);
    },
  );

  it("tells what went wrong last, in the engine's words", async () => {
    await open("/accounts/a4");
    const standing = await screen.findByRole("region", { name: "How it stands" });
    expect(standing).toHaveTextContent("The clock is 9 minutes fast.");
  });
});

it("says what each provider can do and takes at once", async () => {
  const { user } = await open("/accounts/a4");
  await user.keyboard("3");
  const table = await screen.findByRole("table", { name: "What each provider can do" });
  const cells = within(within(table).getByRole("row", { name: /^Prices/ })).getAllByRole("cell");
  expect(cells.map((cell) => within(cell).getByRole("img").getAttribute("aria-label"))).toEqual([
    "yes",
    "yes",
    "no",
    "no",
    "no",
  ]);
  const limits = screen.getByRole("table", { name: "Limits" });
  expect(within(limits).getByRole("row", { name: /^Pause/ })).toHaveTextContent("10 s10 s60 s120 s30 s");
  const row = (name: RegExp) =>
    within(within(limits).getByRole("row", { name }))
      .getAllByRole("cell")
      .map((cell) => cell.textContent);
  // in the order of the providers; a dash where no document states one
  expect(row(/^Calls a minute/)).toEqual(["–", "–", "1,000", "–", "–"]);
  expect(row(/^From one call/)).toEqual(["–", "–", "–", "1 s", "–"]);
  expect(row(/^Parcels a call/)).toEqual(["1", "1", "30", "40", "1"]);
  // who cannot buy has no limit of buying
  expect(row(/^Orders a call, buying/)).toEqual(["20", "20", "–", "–", "–"]);
  expect(table).toHaveTextContent("Not confirmed");
});
