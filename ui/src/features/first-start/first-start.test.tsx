import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { desk, shell } from "~/app/fixtures";
import { station } from "~/features/settings/fixtures";
import { type Answers, dialogs, refusal } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers as providers } from "./fixtures";

vi.mock("~/app/screens", () => import("~/test/screens"));

const fresh = { ...desk, fresh: true, language: "en" as const };

async function open(more: Answers = {}) {
  await openWindow("", shell(fresh), station(), providers, more);
  await screen.findByText("Northport");
  return userEvent.setup();
}

it("has the safe way under Enter, and says how many providers can be practised with", async () => {
  let started = 0;
  const user = await open({
    practiceStart: () => {
      started += 1;
      return { ...fresh, fresh: false, practice: true };
    },
  });
  expect(screen.getByRole("button", { name: /Start practising/ })).toHaveFocus();
  expect(screen.getByText(/Simulated providers come with it/)).toBeVisible();
  await user.keyboard("{Enter}{Enter}");
  await waitFor(() => expect(screen.getByRole("note")).toHaveTextContent("PRACTICE"));
  expect(started).toBe(1);
});

it("marks the providers whose keys travel readable, and the one that nobody could confirm", async () => {
  await open();
  expect(screen.getByText("Northport").closest("li")).toHaveTextContent("price · buy · labelhttp");
  expect(screen.getByText("万里联").closest("li")).toHaveTextContent("tracking");
  expect(screen.getByText("万里联").closest("li")).not.toHaveTextContent("http");
  expect(screen.getByText("Inbound").closest("li")).toHaveTextContent("unconfirmed");
});

it("goes to a new account with 2", async () => {
  const user = await open();
  await user.keyboard("2");
  await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("/accounts/new"));
});

it("speaks another language at once", async () => {
  const user = await open();
  await user.click(screen.getByRole("radio", { name: "繁體中文" }));
  expect(await screen.findByText("怎麼開始？")).toBeVisible();
});

it("stays and says why a backup cannot be taken over", async () => {
  dialogs.open = "/mnt/disk/broken.zip";
  const user = await open({
    restore: () => {
      throw refusal({ message: "The backup is damaged.", next_step: "Choose another one." });
    },
  });
  await user.keyboard("3");
  expect(await screen.findByText("The backup is damaged.")).toBeVisible();
  expect(screen.getByText("Choose another one.")).toBeVisible();
  expect(screen.getByText("Northport")).toBeVisible();
});
