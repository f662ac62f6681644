import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import { noteAt } from "~/app/session";
import type { PrintBatchDocument, PrintQueueDocument } from "~/ipc/bindings";
import { mount } from "~/test/mount";
import { type Answers, refusal } from "~/test/pretend";
import { batch, jammed, job, printer, printers } from "./fixtures";
import { PrintScreen } from "./PrintScreen";

function open(some: Partial<PrintQueueDocument>, more: Answers = {}) {
  const queue: PrintQueueDocument = { printers: [...printers], batches: [jammed()], error: null, ...some };
  const after = (): PrintBatchDocument => batch([...jammed().jobs], { state: "running" });
  const deeds = {
    printResume: vi.fn(after),
    printMove: vi.fn(after),
    printStop: vi.fn(after),
    printTest: vi.fn(after),
  };
  const answers: Answers = {
    printQueue: () => queue,
    fileBytes: () => {
      throw refusal({ code: "file.missing", message: "不在本机" });
    },
    sessionSet: () => null,
    ...deeds,
    ...more,
  };
  return { ...mount(<PrintScreen />, "/print", answers), ...deeds, user: userEvent.setup() };
}

const scan = () => screen.findByRole("textbox", { name: "纸装好后，扫最后一张好的面单" });

describe("Print", () => {
  it("says what happened, what is out, what is unsure and what was never sent", async () => {
    open({});
    expect(await screen.findByRole("heading", { name: "ZD421 卡纸，停在第 37 张" })).toBeVisible();
    expect(
      screen.getByText(/前面 36 张已打完。第 37 张不确定，看一眼出纸口。后面 83 张没有发出，不会重复。/),
    ).toBeVisible();
    expect(screen.getByRole("img", { name: "已打印 36 · 不确定 1 · 从这里继续 · 等待 82" })).toBeVisible();
    expect(await scan()).toHaveFocus();
  });

  it("does not count what is none: nothing is out, nothing waits", async () => {
    open({ batches: [batch([job(1, "unsure")])] });
    await scan();
    expect(await screen.findByText(/^第 1 张不确定/)).toHaveTextContent(/^第 1 张不确定，看一眼出纸口。$/);
  });

  it("has nothing that axe finds", async () => {
    const few = batch([job(1, "printed"), job(2, "unsure"), job(3, "queued")]);
    const { container } = open({ batches: [few] });
    await scan();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
  });

  it("goes on with a scan and one key: the scanner's own Enter only names the label", async () => {
    const { user, printResume } = open({});
    await scan();
    const number = jammed().jobs[35]?.tracking_no ?? "";
    await user.keyboard(`${number}{Enter}`);
    expect(printResume).not.toHaveBeenCalled();
    expect(screen.getByText("第 36 张")).toBeVisible();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(printResume).toHaveBeenCalledExactlyOnceWith({
        batch: "batch-7",
        from: 38,
        includeUnsure: false,
      }),
    );
  });

  it("prints the unsure one again only with Shift", async () => {
    const { user, printResume } = open({});
    await scan();
    await user.keyboard("{Shift>}{Enter}{/Shift}");
    await waitFor(() =>
      expect(printResume).toHaveBeenCalledWith({ batch: "batch-7", from: 38, includeUnsure: true }),
    );
  });

  it("does not go on after a scan that names no label of the batch", async () => {
    const { user, printResume } = open({});
    const field = await scan();
    await user.keyboard("77777777{Enter}{Enter}");
    expect(screen.getByText("这批里没有“77777777”。再扫一次。")).toBeVisible();
    expect(field).toBeInvalid();
    expect(printResume).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: /从 38/ })).toBeDisabled();
  });

  it("says what is passed over, and repeats nothing that was scanned", async () => {
    const { user } = open({});
    await scan();
    await user.keyboard(`${jammed().jobs[38]?.tracking_no}{Enter}`);
    expect(screen.getByText(/第 38, 39 张没有发出/)).toBeVisible();
    expect(screen.getByRole("button", { name: /从 40 \/ 120 继续/ })).toBeEnabled();
    expect(screen.queryByRole("button", { name: /也重打/ })).toBeNull();
  });

  it("finds the scan field from anywhere", async () => {
    const { user } = open({});
    const field = await scan();
    act(() => screen.getByRole("grid").focus());
    await user.keyboard("94");
    expect(field).toHaveFocus();
    expect(field).toHaveValue("94");
  });

  it("stops a batch only after a question, and gives it to another printer with M and a number", async () => {
    const { user, printStop, printMove } = open({});
    await scan();
    act(() => screen.getByRole("grid").focus());
    await user.keyboard("{Delete}");
    const question = await screen.findByRole("dialog", { name: "停止批次 B-1122-07？" });
    expect(within(question).getByText(/等着的 83 张会撤回/)).toBeVisible();
    expect(printStop).not.toHaveBeenCalled();
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(printStop).toHaveBeenCalledWith({ batch: "batch-7" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    act(() => screen.getByRole("grid").focus());
    await user.keyboard("m");
    await screen.findByRole("dialog");
    await user.keyboard("1");
    await waitFor(() => expect(printMove).toHaveBeenCalledWith({ batch: "batch-7", printer: "HP_M404" }));
  });

  it("keeps what went wrong until it is read", async () => {
    const { user } = open(
      {},
      {
        printResume: () => {
          throw refusal({
            code: "print.spooler_unreachable",
            class: "try_later",
            message: "打印系统没有应答。",
          });
        },
      },
    );
    await scan();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("打印系统没有应答。")).toBeVisible();
  });

  it("never calls printed what is only sent", async () => {
    const running = batch([job(1, "sent"), job(2, "queued")], { state: "running" });
    open({ printers: [printer({ state: "printing" })], batches: [running] });
    expect(await screen.findByRole("heading", { name: "ZD421 在打，已出 0 / 2 张" })).toBeVisible();
    const rows = within(screen.getByRole("grid")).getAllByRole("row");
    expect(rows[1]).toHaveTextContent("已送出");
    expect(screen.queryByText("已打印")).toBeNull();
  });

  it("says how to add a printer, and what to do with nothing to print", async () => {
    const { unmount } = open({ printers: [], batches: [] });
    expect(await screen.findByText("没有打印机")).toBeVisible();
    expect(screen.getByRole("button", { name: /测试页/ })).toBeDisabled();
    unmount();
    open({ batches: [] });
    expect(await screen.findByText("没有排队的")).toBeVisible();
  });

  it("says that the print system does not answer", async () => {
    const error = refusal({
      code: "print.spooler_unreachable",
      class: "try_later",
      message: "打印系统没有应答。",
    });
    open({ printers: [], batches: [], error });
    expect(await screen.findByText("打印系统没有应答。")).toBeVisible();
    expect(screen.queryByText("没有打印机")).toBeNull();
  });

  it("calls a printer what people call it, everywhere; its queue's name is read on pointing", async () => {
    const called = printer({ info: "Zebra am Packtisch", state: "stopped", reasons: ["media-jam"] });
    open({ printers: [called] });
    expect(
      await screen.findByRole("heading", { name: "Zebra am Packtisch 卡纸，停在第 37 张" }),
    ).toBeVisible();
    const card = screen.getByRole("button", { name: /Zebra am Packtisch/ });
    expect(within(card).getByTitle("ZD421")).toBeVisible();
  });

  it("says which labels were left out and why, until it was read", async () => {
    const error = refusal({
      code: "print.not_printable",
      message: "面单放不进这张纸。",
      next_step: "换大一点的纸。",
    });
    const left = [{ order_no: "A1062", error }];
    const { user } = open({});
    await scan();
    act(() => noteAt("print.leftOut", { "batch-7": left }));
    const note = await screen.findByText("B-1122-07 少印了 1 单");
    expect(note.closest(".note")).toHaveTextContent("A1062：面单放不进这张纸。换大一点的纸。");
    await user.click(screen.getByRole("button", { name: "知道了" }));
    expect(screen.queryByText("B-1122-07 少印了 1 单")).toBeNull();
  });

  it("prints a test page with Ctrl+T", async () => {
    const { user, printTest } = open({});
    await scan();
    await user.keyboard("{Control>}t{/Control}");
    await waitFor(() => expect(printTest).toHaveBeenCalledWith({ printer: "ZD421" }));
  });
});
