import { readFileSync } from "node:fs";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { batch, job, answers as printing } from "~/features/print/fixtures";
import { station } from "~/features/settings/fixtures";
import type { OrderDocument, PrintBatchDocument } from "~/ipc/bindings";
import { mount } from "~/test/mount";
import { type Answers, refusal, tellChange } from "~/test/pretend";
import { bought, labels } from "./fixtures";
import { LabelPanel } from "./LabelPanel";

const png = readFileSync("src/features/label/fixtures/label-box2.png");
const pictures = labels.map((label) => ({ ...label, media_type: "image/png" }));
const two = bought({ labels: pictures });
const sent = (state: "queued" | "sent" | "printed" | "unsure"): PrintBatchDocument =>
  batch([job(1, state), job(2, state)], {
    id: "b1",
    state: state === "printed" ? "done" : state === "unsure" ? "stopped" : "running",
  });

function open(order: OrderDocument, ...more: Answers[]) {
  URL.createObjectURL = () => "blob:label";
  URL.revokeObjectURL = () => undefined;
  const bytes = () => png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength);
  const onClose = vi.fn();
  const known: Answers = {
    orderShow: () => order,
    fileBytes: bytes,
    printQueue: () => ({ printers: [], batches: [], error: null }),
  };
  const shown = mount(
    <LabelPanel order={order} onClose={onClose} />,
    "/",
    station(),
    printing,
    known,
    ...more,
  );
  return { ...shown, onClose, user: userEvent.setup() };
}

describe("Label", () => {
  it("shows each box's label at true size or fitting, and steps with the arrows", async () => {
    const { container, user } = open(two);
    const first = await screen.findByRole("img", { name: "面单 A1062，箱 box1" });
    expect(first).toHaveClass("fit");
    expect(screen.getByRole("region", { name: "面单 A1062，箱 box1" })).toHaveFocus();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    const second = await screen.findByRole("img", { name: "面单 A1062，箱 box2" });
    Object.defineProperties(second, { naturalWidth: { value: 800 }, naturalHeight: { value: 1199 } });
    act(() => void second.dispatchEvent(new Event("load")));
    await user.keyboard("z");
    expect(second.style.width).toMatch(/^100\.\d+mm$/);
    expect(second.style.height).toMatch(/^150\.\d+mm$/);
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
  });

  it("prints once with Enter, and opens the timeline with the next one", async () => {
    const print = vi.fn(() => sent("sent"));
    const { user, places } = open(two, { print });
    await screen.findByRole("button", { name: /打印 2 张/ });
    await user.keyboard("{Enter}");
    await screen.findByText("已送出");
    expect(print).toHaveBeenCalledExactlyOnceWith({
      ask: {
        order_nos: ["A1062"],
        kind: "label",
        printer: "ZD421",
        copies: 1,
        layout: "100x150",
        again: false,
        reason: null,
      },
    });
    expect(screen.queryByText("已打印")).toBeNull();
    await user.keyboard("{Enter}");
    expect(print).toHaveBeenCalledTimes(1);
    expect(places.at(-1)).toBe("/track/9400110200881234561066");
  });

  it("follows the job: sent is not printed until the print system says so", async () => {
    let now = sent("sent");
    const { user } = open(two, {
      print: () => now,
      printQueue: () => ({ printers: [], batches: [now], error: null }),
    });
    await screen.findByRole("button", { name: /打印 2 张/ });
    await user.keyboard("{Enter}");
    expect(await screen.findByText("已送出")).toBeVisible();
    now = sent("printed");
    await act(() => tellChange("printing"));
    await import("~/ipc/queries").then(({ readAgain }) => readAgain(["printing"]));
    expect(await screen.findByText("已打印")).toBeVisible();
    expect(screen.getByText("ZD421，已出 2 / 2 张")).toBeVisible();
  });

  it("says how often it was printed, and prints again with a key of its own alone", async () => {
    const print = vi.fn(() => sent("sent"));
    const before = { state: "printed" as const, printer: "ZD421", copies: 1, reason: null, batch: "B-1" };
    const prints = [
      { ...before, at: new Date(2026, 10, 22, 14, 2).toISOString() },
      { ...before, at: new Date(2026, 10, 22, 9, 30).toISOString() },
    ];
    const { user, places } = open({ ...two, prints }, { print });
    expect(await screen.findByText("打印过 2 次，最近 14:02，ZD421")).toBeVisible();
    await user.keyboard("{Enter}");
    expect(print).not.toHaveBeenCalled();
    expect(places.at(-1)).toMatch(/^\/track\//);
    await user.keyboard("{Control>}r{/Control}");
    await waitFor(() => expect(print).toHaveBeenCalledTimes(1));
    expect(print).toHaveBeenCalledWith({ ask: expect.objectContaining({ again: true, reason: "补打" }) });
  });

  it("says in violet that it does not know what came out", async () => {
    const { user } = open(two, { print: () => sent("unsure") });
    await screen.findByRole("button", { name: /打印 2 张/ });
    await user.keyboard("{Enter}");
    const note = await screen.findByText("ZD421 停着：卡纸");
    expect(note.closest(".note")).toHaveClass("lost");
    expect(screen.getByText("不知道打出来没有，不会自动重打。")).toBeVisible();
  });

  it("keeps what was refused until it is read, and can print after that", async () => {
    const print = vi.fn(() => {
      throw refusal({ code: "print.media_unsupported", class: "fix_data", message: "ZD421 没有这种纸。" });
    });
    const { user } = open(two, { print });
    await screen.findByRole("button", { name: /打印 2 张/ });
    await user.keyboard("{Enter}");
    expect(await screen.findByText("ZD421 没有这种纸。")).toBeVisible();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(print).toHaveBeenCalledTimes(2));
  });

  it("refuses copies that are none", async () => {
    const print = vi.fn();
    const { user } = open(two, { print });
    const field = await screen.findByRole("textbox", { name: "份数" });
    await user.clear(field);
    await user.type(field, "200");
    expect(screen.getByText("1 到 20")).toBeVisible();
    expect(screen.getByRole("button", { name: /打印 2 张/ })).toBeDisabled();
    expect(print).not.toHaveBeenCalled();
  });

  it("says that the bytes are no label", async () => {
    open(two, { fileBytes: () => new TextEncoder().encode("<html>Bad gateway</html>").buffer });
    expect(await screen.findByText("这不是面单：内容是 image/png")).toBeVisible();
  });

  it("says when a late label is looked for next, and asks for it with F5", async () => {
    const labelFetch = vi.fn(() => ({ results: [two], done: 1, failed: 0, unknown: 0 }));
    const label_look_at = new Date(2026, 10, 22, 14, 5).toISOString();
    const { user } = open({ ...two, state: "submitted", labels: [], label_look_at }, { labelFetch });
    expect(await screen.findByText("面单还没到")).toBeVisible();
    expect(screen.getByText(/下次自动去取：14:05/)).toBeVisible();
    await user.keyboard("{F5}");
    await waitFor(() => expect(labelFetch).toHaveBeenCalledWith({ orderNos: ["A1062"] }));
  });

  it("says how to add a printer where there is none", async () => {
    open(two, { printerList: () => [] });
    expect(await screen.findByText("这台电脑没有打印机")).toBeVisible();
  });
});
