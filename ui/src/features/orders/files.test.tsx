import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { shell as shellOf } from "~/app/fixtures";
import { answers as forms } from "~/features/order-form/fixtures";
import { dialogs } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { folder, answers as orders } from "./fixtures";

vi.mock("~/app/screens", async () => ({ screens: [(await import("./index")).orders] }));

const shell = shellOf({ language: "en" });
const open = (...more: Parameters<typeof openWindow>[1][]) =>
  openWindow("/orders", shell, forms, orders, ...more);

describe("files", () => {
  it("come in after a look: what is good, what is wrong and where; Enter imports", async () => {
    const importRun = vi.fn(() => orders.importRun?.({}));
    dialogs.open = "/data/shipping/orders.csv";
    await open({ importRun });
    const user = userEvent.setup();
    await user.keyboard("{Control>}o{/Control}");
    const dialog = await screen.findByRole("dialog", { name: /Import/ });
    await waitFor(() =>
      expect(dialog).toHaveTextContent("482 good 15 wrong, held back 3 numbers are here already"),
    );
    expect(dialog).toHaveTextContent("Colour");
    expect(within(dialog).getByText(/“1,7x” cannot be read/)).toBeVisible();
    await waitFor(() =>
      expect(within(dialog).getByRole("button", { name: /Import 482 orders/ })).toHaveFocus(),
    );
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(importRun).toHaveBeenCalledWith({ path: "/data/shipping/orders.csv", onDuplicate: "skip" }),
    );
    expect(await screen.findByText("482 orders imported")).toBeVisible();
    expect(importRun).toHaveBeenCalledTimes(1);
  });

  it("go out with what is listed, or with what is selected", async () => {
    const orderExport = vi.fn(({ ids, path }: { ids?: unknown; path?: unknown }) => ({
      file: String(path),
      orders: (ids as string[]).length || 3,
      bytes: 1,
    }));
    dialogs.save = "/data/orders.xlsx";
    await open({ orderExport });
    const user = userEvent.setup();
    await user.keyboard("g5/a1058{Enter}");
    const row = await screen.findByText("A1058");
    await user.keyboard("{Control>}e{/Control}");
    expect(await screen.findByText("3 orders written to /data/orders.xlsx")).toBeVisible();
    const listed = { view: "all", states: [], batch: null, query: "a1058", sort: "newest" };
    const request = { ...listed, limit: 0, after: null };
    expect(orderExport).toHaveBeenLastCalledWith({ path: "/data/orders.xlsx", request, ids: [] });

    await user.click(row);
    await user.keyboard(" {Control>}e{/Control}");
    expect(await screen.findByText("1 order written to /data/orders.xlsx")).toBeVisible();
    expect(orderExport).toHaveBeenLastCalledWith({
      path: "/data/orders.xlsx",
      request,
      ids: [folder.rows.find(({ order_no }) => order_no === "A1058")?.id],
    });
  });
});
