import { act, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { station } from "~/features/settings/fixtures";
import type { OpeningDocument } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { pretend } from "~/test/pretend";
import { desk, shell, status } from "./fixtures";
import { opening } from "./opening";
import { show } from "./show";

vi.mock("~/app/screens", () => import("~/test/screens"));

const told: OpeningDocument = {
  desk: { ...desk, language: "en", theme: "dark", session: '{"place":"/accounts"}' },
  status,
  counts: { today: 9, failed: 4, unknown: 3, unprinted: 1, all: 20, batches: [] },
  orders: null,
};

beforeEach(() => {
  queries.clear();
  window.location.hash = "";
});
afterEach(() => {
  document.head.replaceChildren();
  document.body.replaceChildren();
});

function page(data: string | null): void {
  if (data !== null) {
    const script = document.createElement("script");
    Object.assign(script, { id: "opening", type: "application/json", textContent: data });
    document.head.append(script);
  }
  const root = document.createElement("div");
  root.id = "root";
  document.body.append(root);
}

it("shows what the page came with before anybody answers, then what is so since", async () => {
  let answer = () => {};
  const answered = new Promise<void>((done) => (answer = done));
  const late =
    <Answer,>(says: Answer) =>
    () =>
      answered.then(() => says);
  pretend(shell({ language: "en" }), station(), {
    deskShow: late(told.desk),
    deskStatus: late({ ...status, online: false, waiting: 6 }),
    orderCounts: late({ ...told.counts, failed: 0 }),
  });
  page(JSON.stringify(told));
  await act(() => show());
  expect(window.location.hash).toBe("#/accounts");
  expect(document.documentElement).toHaveAttribute("data-theme", "dark");
  expect(screen.getByRole("contentinfo")).toHaveTextContent("Online");
  const rail = within(screen.getByRole("navigation"));
  expect(rail.getByRole("link", { name: /Orders.*7 refused or unknown/ })).toBeVisible();
  answer();
  expect(await rail.findByRole("link", { name: /Orders.*3 refused or unknown/ })).toBeVisible();
  expect(screen.getByRole("contentinfo")).toHaveTextContent("Offline");
});

it("stays where the window was sent, whatever it showed last", async () => {
  window.location.hash = "#/track";
  pretend(shell({ language: "en" }), station());
  page(JSON.stringify(told));
  await act(() => show());
  expect(window.location.hash).toBe("#/track");
});

it("asks where the page came with nothing", async () => {
  page(null);
  expect(opening()).toBeNull();
  pretend(shell({ language: "en" }), station());
  await act(() => show());
  expect(await screen.findByRole("navigation")).toBeVisible();
});
