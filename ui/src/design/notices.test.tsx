import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Button, Confirm, Notices, notify, type Problem, problemTone, SUCCESS_MS, useKeys } from ".";

const refused: Problem = {
  code: "provider.refused",
  class: "provider_says_no",
  message: "服务商拒绝了 A1076",
  next_step: "按 E 去改。",
  provider_message: "Receiver zip invalid",
};
const unknown: Problem = { code: "purchase.unknown", class: "unknown", message: "不知道 A1073 有没有下成" };
const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key: name, ...more });

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  act(() => notify.clear());
  vi.useRealTimers();
});

describe("notices", () => {
  it("let a success go by itself, with Undo while it stands", () => {
    const undo = vi.fn();
    render(<Notices />);
    act(() => notify.success("3 张面单已送到 ZD421", { run: undo }));
    expect(screen.getByText("3 张面单已送到 ZD421")).toBeVisible();
    key("z", { ctrlKey: true });
    expect(undo).toHaveBeenCalledOnce();
    act(() => vi.advanceTimersByTime(SUCCESS_MS + 1));
    expect(screen.queryByText("3 张面单已送到 ZD421")).toBeNull();
  });

  it("keep a problem until it is acknowledged, with the provider's own words", () => {
    render(<Notices />);
    act(() => void notify.problem(refused));
    act(() => vi.advanceTimersByTime(600_000));
    expect(screen.getByRole("alert")).toHaveTextContent(
      "服务商拒绝了 A1076按 E 去改。原话：“Receiver zip invalid”",
    );
    key("Escape");
    expect(screen.queryByText("服务商拒绝了 A1076")).toBeNull();
  });

  it("walk through several by F8, say one twice only once, and run the action of the one in front", () => {
    const ask = vi.fn();
    render(<Notices />);
    act(() => void notify.problem(refused));
    act(() => void notify.problem(unknown, [{ label: "现在问", keys: "a", run: ask }]));
    act(() => void notify.problem(unknown, [{ label: "现在问", keys: "a", run: ask }]));
    expect(screen.getByRole("alert")).toHaveTextContent("不知道 A1073 有没有下成");
    expect(screen.getByRole("alert")).toHaveTextContent("还有 1 条，按 F8");
    key("a");
    expect(ask).toHaveBeenCalledOnce();
    key("F8");
    expect(screen.getByRole("alert")).toHaveTextContent("服务商拒绝了 A1076");
    key("a");
    expect(ask).toHaveBeenCalledOnce();
  });

  it("draw what is not known unlike what failed", () => {
    expect(problemTone(unknown)).toBe("lost");
    expect(problemTone(refused)).toBe("bad");
    expect(problemTone({ ...refused, class: "try_later" })).toBe("warn");
  });
});

function Screen({ cancel, other }: { cancel: () => void; other: () => void }) {
  const [open, setOpen] = useState(true);
  useKeys("orders", [{ keys: "q", label: "compare", run: other }]);
  return (
    <>
      <Button onClick={() => setOpen(true)}>again</Button>
      <Confirm
        open={open}
        title="取消 A1057？"
        confirm="取消订单"
        cancel="不取消"
        danger
        onConfirm={cancel}
        onClose={() => setOpen(false)}
      >
        <p>面单会作废。</p>
      </Confirm>
    </>
  );
}

describe("a question", () => {
  it("puts the focus on the safe answer, confirms by its key, and keeps other keys from the screen", async () => {
    vi.useRealTimers();
    const cancel = vi.fn();
    const other = vi.fn();
    render(<Screen cancel={cancel} other={other} />);
    const dialog = await screen.findByRole("dialog", { name: "取消 A1057？" });
    await vi.waitFor(() => expect(screen.getByRole("button", { name: /不取消/ })).toHaveFocus());
    fireEvent.keyDown(dialog, { key: "q" });
    expect(other).not.toHaveBeenCalled();
    fireEvent.keyDown(dialog, { key: "Enter", ctrlKey: true });
    expect(cancel).toHaveBeenCalledOnce();
    fireEvent.keyDown(dialog, { key: "Escape" });
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    fireEvent.keyDown(document.body, { key: "q" });
    expect(other).toHaveBeenCalledOnce();
  });
});
