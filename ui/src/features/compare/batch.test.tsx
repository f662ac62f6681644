import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BuyAsk, Results } from "~/ipc/bindings";
import { order, quote } from "./fixtures";
import { bought, engine, good, open, ready, settled } from "./opened";

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  return () => vi.useRealTimers();
});

describe("several orders", () => {
  it("prices several orders, says what they come to, and buys one after the other until Esc", async () => {
    const done: ((results: Results) => void)[] = [];
    const buy = vi.fn((_: Record<string, unknown>) => new Promise<Results>((end) => done.push(end)));
    const { answers, asks } = engine(good, { buy });
    const { user, onBought } = open(answers, { orderNos: ["A1062", "A1061", "A1060"] });
    await ready();
    await user.keyboard("{Enter}");
    for (const [index, total] of ["42.80", "10.20", "7.00"].entries()) {
      await waitFor(() => expect(asks).toHaveLength(index + 1));
      asks[index]?.tell({ kind: "answered", quote: quote({ total }) });
      await act(async () => asks[index]?.end());
    }
    expect(await screen.findByText(/共 CNY 60.00。还没下单/)).toBeVisible();
    expect(buy).not.toHaveBeenCalled();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(buy).toHaveBeenCalledTimes(1));
    // a label that is late keeps no other order waiting
    expect(buy.mock.calls[0]?.[0]).toEqual({ ask: expect.objectContaining({ wait: false }) });
    await user.keyboard("{Escape}");
    await act(async () => done[0]?.(settled(bought())));
    expect(await screen.findByText("已下 1 单")).toBeVisible();
    expect(screen.getByText("2 单没有发出。")).toBeVisible();
    expect(buy).toHaveBeenCalledTimes(1);
    expect(onBought).not.toHaveBeenCalled();
  });

  it("prints of a batch what is here: late labels come by themselves", async () => {
    const buy = vi.fn(({ ask }: Record<string, unknown>) => {
      const [orderNo] = (ask as BuyAsk).order_nos;
      return settled(order({ order_no: orderNo, state: orderNo === "A1061" ? "labelled" : "submitted" }));
    });
    const print = vi.fn((_: Record<string, unknown>) => ({ jobs: [], skipped: [], left_out: [] }));
    const { answers, asks } = engine(good, { buy, print });
    const { user } = open(answers, { orderNos: ["A1062", "A1061", "A1060"] });
    await ready();
    await user.keyboard("{Enter}");
    for (const index of [0, 1, 2]) {
      await waitFor(() => expect(asks).toHaveLength(index + 1));
      asks[index]?.tell({ kind: "answered", quote: quote({}) });
      await act(async () => asks[index]?.end());
    }
    await screen.findByText(/还没下单/);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("已下 3 单")).toBeVisible();
    expect(screen.getByText("还有 2 张面单没到，到了会自动取回。")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /打印面单/ }));
    expect(print.mock.calls[0]?.[0]).toMatchObject({ ask: { order_nos: ["A1061"] } });
  });

  it("offers no print where every label of a batch is late", async () => {
    const buy = vi.fn(({ ask }: Record<string, unknown>) =>
      settled(order({ order_no: (ask as BuyAsk).order_nos[0] ?? "", state: "submitted" })),
    );
    const print = vi.fn();
    const { answers, asks } = engine(good, { buy, print });
    const { user } = open(answers, { orderNos: ["A1062", "A1061"] });
    await ready();
    await user.keyboard("{Enter}");
    for (const index of [0, 1]) {
      await waitFor(() => expect(asks).toHaveLength(index + 1));
      asks[index]?.tell({ kind: "answered", quote: quote({}) });
      await act(async () => asks[index]?.end());
    }
    await screen.findByText(/还没下单/);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("还有 2 张面单没到，到了会自动取回。")).toBeVisible();
    expect(screen.queryByRole("button", { name: /打印面单/ })).toBeNull();
    await user.keyboard("p");
    expect(print).not.toHaveBeenCalled();
  });
});
