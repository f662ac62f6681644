import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import type { BuyAsk, OrderDocument, QuoteAsk, QuoteDocument, QuoteEvent, Results } from "~/ipc/bindings";
import { mount } from "~/test/mount";
import type { Answers } from "~/test/pretend";
import { ComparePanel, type ComparePanelProps } from "./ComparePanel";
import { order, quotes, table } from "./fixtures";

export const settled = (one: OrderDocument): Results => ({ results: [one], done: 1, failed: 0, unknown: 0 });
export const bought = (orderNo = "A1062") => order({ order_no: orderNo, state: "labelled" });
export const good = quotes.filter((one) => one.error === null);

/** An engine whose questions are answered by hand. */
export function engine(stored: readonly QuoteDocument[], more: Answers = {}) {
  const asks: { ask: QuoteAsk; tell: (event: QuoteEvent) => void; end: () => void }[] = [];
  const buy = vi.fn(async ({ ask }: Record<string, unknown>) =>
    settled(bought((ask as BuyAsk).order_nos[0])),
  );
  const answers: Answers = {
    quotesShow: ({ orderNo }) => table(String(orderNo), stored),
    quoteAsk: ({ ask, onEvent }) =>
      new Promise((end) => {
        const channel = onEvent as { onmessage: (event: QuoteEvent) => void };
        asks.push({
          ask: ask as QuoteAsk,
          tell: (event) => act(() => channel.onmessage(event)),
          end: () => end(null),
        });
      }),
    orderShow: ({ order: no }) => order({ order_no: String(no) }),
    sessionSet: () => null,
    buy,
    ...more,
  };
  return { asks, buy, answers };
}

export function open(answers: Answers, some: Partial<ComparePanelProps> = {}) {
  const onBought = vi.fn();
  const onClose = vi.fn();
  const panel = <ComparePanel orderNo="A1062" onBought={onBought} onClose={onClose} {...some} />;
  return { ...mount(panel, "/", answers), onBought, onClose, user: userEvent.setup({ delay: null }) };
}

export const chosen = () => screen.getByRole("row", { selected: true });
/** Longer than a row has to stand to have been seen. */
export const seen = () => act(() => vi.advanceTimersByTimeAsync(1000));
export const ready = async () => {
  await screen.findByRole("row", { selected: true });
  await screen.findByText("Hannah K.", { exact: false });
  await seen();
};
