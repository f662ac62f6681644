import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { status as desk } from "~/app/fixtures";
import type { AccountStatus, OrderDocument, QuoteDocument, Results } from "~/ipc/bindings";
import { refusal, tellChange } from "~/test/pretend";
import { order, quote, quotes, table } from "./fixtures";
import { bought, chosen, engine, good, open, ready, seen, settled } from "./opened";

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  return () => vi.useRealTimers();
});

describe("Compare", () => {
  it("shows what is known at once: the cheapest chosen, what is left out, the money after", async () => {
    const { answers, asks } = engine(good);
    const { container } = open(answers);
    await ready();
    expect(asks).toHaveLength(0);
    expect(chosen()).toHaveTextContent("美西小包最便宜");
    expect(chosen()).toHaveTextContent("邮费28.60");
    expect(screen.getByText("9 / 9 已报价")).toBeVisible();
    expect(screen.getByRole("region", { name: "未列出：" })).toHaveTextContent("2 条测试渠道");
    expect(screen.getByText("没设汇率，不参与“最便宜”")).toBeVisible();
    expect(screen.getByText("6,326.42")).toBeVisible();
    expect(screen.getByRole("grid")).toHaveFocus();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
  });

  it("says which account is missing because its keys are refused, and leads to the accounts", async () => {
    const error = refusal({ code: "provider.auth", class: "keys", message: "DingExpress West: “密钥错误”." });
    const status = (account: string, some: Partial<AccountStatus> = {}): AccountStatus => ({
      ...(desk.accounts[0] as AccountStatus),
      account,
      enabled: true,
      error,
      ...some,
    });
    const dingcang = good.filter(({ account }) => account === "Dingcang main");
    const { answers } = engine(dingcang, {
      deskStatus: () => ({
        ...desk,
        accounts: [
          status("DingExpress West"),
          // it has a price; tells none in any case; is not used; is only slow
          status("Dingcang main"),
          status("TrackingMore"),
          status("Old one", { enabled: false }),
          status("Slow one", { error: refusal({ class: "try_later" }) }),
        ],
      }),
    });
    const { user, places } = open(answers);
    await ready();
    const left = screen.getByRole("region", { name: "未列出：" });
    const way = await within(left).findByRole("link", { name: "1 个账户密钥或时钟不对" });
    expect(left).toHaveTextContent("2 条测试渠道");
    await user.click(within(left).getByRole("button", { name: "看原因" }));
    expect(within(left).getAllByRole("term")[0]).toHaveTextContent("DingExpress West");
    expect(within(left).getAllByRole("definition")[0]).toHaveTextContent("“密钥错误”");
    await user.click(way);
    expect(places.at(-1)).toBe("/accounts");
  });

  it("names an account whose keys are refused when the prices are asked for", async () => {
    const { answers, asks } = engine([]);
    const { user } = open(answers);
    await user.keyboard("{F5}");
    await waitFor(() => expect(asks).toHaveLength(1));
    const error = refusal({ class: "keys", message: "The key is wrong." });
    const closed = { ...(good[0] as QuoteDocument), account: "West", channel_id: "", total: null, error };
    asks[0]?.tell({ kind: "done", quotes: { ...table("A1062", [closed]), left_out: [] } });
    expect(await screen.findByRole("link", { name: "1 个账户密钥或时钟不对" })).toBeVisible();
  });

  it("asks nobody by itself: F5 does", async () => {
    const { answers, asks } = engine([]);
    const { user } = open(answers);
    expect(await screen.findByText("还没有报价")).toBeVisible();
    expect(asks).toHaveLength(0);
    await user.click(screen.getAllByRole("button", { name: /全部再问一遍/ })[0] as HTMLElement);
    await waitFor(() => expect(asks).toHaveLength(1));
  });

  it("asks by itself where there are no prices or old ones, if it is told to", async () => {
    const empty = engine([]);
    const first = open(empty.answers, { autoAsk: "old" });
    await waitFor(() => expect(empty.asks).toHaveLength(1));
    first.unmount();
    const old = engine([quote({ asked_at: new Date(Date.now() - 11 * 60_000).toISOString() })]);
    const second = open(old.answers, { autoAsk: "old" });
    await waitFor(() => expect(old.asks).toHaveLength(1));
    second.unmount();
    const fresh = engine(good);
    open(fresh.answers, { autoAsk: "old" });
    await ready();
    expect(fresh.asks).toHaveLength(0);
  });

  it("is one list over all accounts, with what is charged beside what it comes to", async () => {
    const converted = { total: "43.00", currency: "CNY", rate: "7.12", rate_set_at: "2026-11-22T08:00:00Z" };
    const west = quote({ account: "West", channel_id: "18", total: "6.04", currency: "USD", converted });
    const { answers } = engine([quote({}), west, quote({ channel_id: "9", total: "50.00" })]);
    open(answers);
    await ready();
    const rows = screen.getAllByRole("row").filter((row) => row.dataset.key);
    expect(rows.map((row) => row.dataset.key)).toEqual([
      "Dingcang main\n386",
      "West\n18",
      "Dingcang main\n9",
    ]);
    expect(rows[1]).toHaveTextContent("West");
    expect(rows[1]).toHaveTextContent("≈ CNY 43.00USD 6.04");
    expect(screen.getByRole("rowheader")).toHaveTextContent("所有账户，按 CNY 由低到高");
    expect(screen.getByText("1 USD = 7.12 CNY，11-22 手动设定")).toBeVisible();
  });

  it("asks everybody where it is told to, and fills each row as its answer comes", async () => {
    const { answers, asks } = engine([]);
    open(answers, { autoAsk: true });
    await waitFor(() => expect(asks).toHaveLength(1));
    expect(asks[0]?.ask).toEqual({ order_no: "A1062", accounts: [], channels: [], all: false });
    const [first, second] = [
      quote({ total: "50.00" }),
      quote({ channel_id: "412", channel_name: "USPS Ground", total: "47.35" }),
    ];
    for (const one of [first, second]) asks[0]?.tell({ kind: "asking", ...one });
    expect(screen.getAllByText("最多等 8 秒")).toHaveLength(2);
    asks[0]?.tell({ kind: "answered", quote: first });
    expect(chosen()).toHaveTextContent("美西小包目前最便宜");
    asks[0]?.tell({ kind: "answered", quote: second });
    expect(chosen()).toHaveTextContent("USPS Ground");
    expect(screen.getByText("2 / 2 已报价")).toBeVisible();
  });

  it("leaves the chosen row under the finger when a cheaper price comes late", async () => {
    const { answers, asks } = engine(good);
    const { user } = open(answers);
    await ready();
    await user.keyboard("{F5}{ArrowDown}");
    expect(chosen()).toHaveTextContent("USPS Ground");
    const names = () => screen.getAllByRole("row").map((row) => row.dataset.key);
    const before = names();
    asks[0]?.tell({
      kind: "answered",
      quote: { ...quote({}), channel_id: "602", channel_name: "UPS 2nd Day", total: "1.00" },
    });
    expect(names()).toEqual(before);
    expect(chosen()).toHaveTextContent("USPS Ground");
    act(() => screen.getByRole("button", { name: "看原因" }).focus());
    expect(names()[2]).toContain("602");
    expect(chosen()).toHaveTextContent("USPS Ground");
  });

  it("keeps the chosen row in sight when others come in above it, unless somebody scrolled away", async () => {
    const shown = vi.spyOn(Element.prototype, "scrollIntoView");
    const { answers, asks } = engine(good);
    const { user } = open(answers, { autoAsk: true });
    await ready();
    await user.keyboard("{ArrowDown}");
    act(() => screen.getByRole("button", { name: "看原因" }).focus());
    const answer = (channel_id: string, total: string) =>
      asks[0]?.tell({ kind: "answered", quote: quote({ channel_id, channel_name: channel_id, total }) });
    shown.mockClear();
    answer("1", "1.00");
    expect(shown.mock.contexts.at(-1)).toBe(chosen());
    expect(chosen()).toHaveTextContent("USPS Ground");
    act(() => void screen.getByRole("grid").parentElement?.dispatchEvent(new WheelEvent("wheel")));
    shown.mockClear();
    answer("2", "2.00");
    expect(shown).not.toHaveBeenCalled();
    shown.mockRestore();
  });

  it("buys once, however often Enter is pressed", async () => {
    let end: (results: Results) => void = () => undefined;
    const buy = vi.fn((_: Record<string, unknown>) => new Promise<Results>((done) => (end = done)));
    const { answers } = engine(good, { buy });
    const { user, onBought, onClose } = open(answers);
    await ready();
    await user.keyboard("{Enter}{Enter}{Enter}");
    expect(buy).toHaveBeenCalledTimes(1);
    expect(buy.mock.calls[0]?.[0]).toEqual({
      ask: { order_nos: ["A1062"], account: "Dingcang main", channel_id: "386", again: false, wait: true },
    });
    expect(screen.getByRole("button", { name: /下单中/ })).toHaveAttribute("aria-busy", "true");
    // a purchase is never stopped in the middle
    await user.keyboard("{Escape}");
    expect(onClose).not.toHaveBeenCalled();
    await act(async () => end(settled(bought())));
    expect(onBought).toHaveBeenCalledTimes(1);
  });

  it("asks a stale price again, and shows a changed one before it buys", async () => {
    const { answers, asks, buy } = engine([quote({ stale: true })]);
    const { user } = open(answers);
    await ready();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(asks).toHaveLength(1));
    expect(asks[0]?.ask).toMatchObject({ accounts: ["Dingcang main"], channels: ["386"] });
    asks[0]?.tell({ kind: "answered", quote: quote({ total: "44.10" }) });
    await act(async () => asks[0]?.end());
    expect(await screen.findByText("价格变了：原来 CNY 42.80，现在 CNY 44.10。")).toBeVisible();
    expect(buy).not.toHaveBeenCalled();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(buy).toHaveBeenCalledTimes(1));
  });

  it("buys at once where the stale price was still the price", async () => {
    const { answers, asks, buy } = engine([quote({ stale: true })]);
    const { user } = open(answers);
    await ready();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(asks).toHaveLength(1));
    asks[0]?.tell({ kind: "answered", quote: quote({}) });
    await act(async () => asks[0]?.end());
    await waitFor(() => expect(buy).toHaveBeenCalledTimes(1));
  });

  it("shows once what became cheapest a moment ago", async () => {
    const { answers, asks, buy } = engine([]);
    const { user } = open(answers, { autoAsk: true });
    await waitFor(() => expect(asks).toHaveLength(1));
    await screen.findByText("Hannah K.", { exact: false });
    asks[0]?.tell({ kind: "answered", quote: quote({}) });
    await user.keyboard("{Enter}");
    expect(await screen.findByText("最便宜的刚刚换了：美西小包，CNY 42.80。")).toBeVisible();
    expect(buy).not.toHaveBeenCalled();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(buy).toHaveBeenCalledTimes(1));
  });

  it("says a refusal in the provider's words, and can buy again", async () => {
    const error = refusal({
      code: "purchase.refused",
      class: "provider_says_no",
      message: "丁仓不收这单。没有扣款。",
      provider_message: "余额不足",
    });
    const buy = vi.fn(() => ({
      ...settled(order({ state: "failed", last_error: error })),
      done: 0,
      failed: 1,
    }));
    const { answers } = engine(good, { buy });
    const { user, onBought } = open(answers);
    await ready();
    await user.keyboard("{Enter}");
    const note = await screen.findByText("丁仓不收这单。没有扣款。");
    expect(note.closest(".note")).toHaveClass("bad");
    expect(screen.getByText("原话：“余额不足”")).toBeVisible();
    expect(onBought).not.toHaveBeenCalled();
    await user.keyboard("{Escape}");
    expect(screen.queryByText("丁仓不收这单。没有扣款。")).toBeNull();
    expect(chosen()).toHaveTextContent("美西小包");
  });

  it("never buys again what may have been bought: A asks the provider", async () => {
    const error = refusal({
      code: "purchase.unknown",
      class: "unknown",
      message: "不知道 A1062 有没有下成。",
    });
    let state: OrderDocument = order({});
    const buy = vi.fn(() => {
      state = order({ state: "unknown", last_error: error });
      return { results: [state], done: 0, failed: 0, unknown: 1 };
    });
    const reconcile = vi.fn(() => settled(bought()));
    const { answers } = engine(good, { buy, reconcile, orderShow: () => state });
    const { user, onBought } = open(answers);
    await ready();
    await user.keyboard("{Enter}");
    const note = await screen.findByText("不知道 A1062 有没有下成。");
    expect(note.closest(".note")).toHaveClass("lost");
    await act(() => tellChange("orders"));
    await user.keyboard("{Escape}{Enter}{Enter}");
    expect(buy).toHaveBeenCalledTimes(1);
    await user.keyboard("a");
    await waitFor(() => expect(onBought).toHaveBeenCalledTimes(1));
    expect(reconcile).toHaveBeenCalledTimes(1);
  });

  it("says that a number which is taken is left to its order, and buys under the next one", async () => {
    const taken = refusal({ code: "purchase.number_taken", class: "provider_says_no" });
    const { answers, buy } = engine(good, {
      orderShow: ({ order: no }) => order({ order_no: String(no), state: "failed", last_error: taken }),
    });
    const { user } = open(answers);
    await ready();
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/这个订单号服务商那边已经有了，会用下一个：美西小包/)).toBeVisible();
    expect(buy).not.toHaveBeenCalled();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(buy).toHaveBeenCalledTimes(1));
    expect(buy).toHaveBeenCalledWith({ ask: expect.objectContaining({ again: true }) });
  });

  it("asks one failed channel again with R", async () => {
    const { answers, asks } = engine(quotes);
    const { user } = open(answers);
    await ready();
    await user.keyboard("{End}{ArrowUp}{ArrowUp}");
    expect(chosen()).toHaveTextContent("佳成专线");
    await user.keyboard("r");
    await waitFor(() => expect(asks).toHaveLength(1));
    expect(asks[0]?.ask).toMatchObject({ accounts: ["Dingcang main"], channels: ["91"] });
    asks[0]?.tell({
      kind: "answered",
      quote: quote({ channel_id: "91", channel_name: "佳成专线", total: "39.00" }),
    });
    expect(within(chosen()).getByText("39.00")).toBeVisible();
  });

  it("sets a rate by hand with U, and refuses what is none", async () => {
    const rateSet = vi.fn(() => ({ currency: "USD", rate: "7.12", set_at: "2026-11-22T08:00:00Z" }));
    const { answers } = engine(good, { rateSet });
    const { user } = open(answers);
    await ready();
    await user.keyboard("u");
    const field = await screen.findByRole("textbox", { name: "1 USD 合多少 CNY" });
    expect(field).toHaveFocus();
    await user.keyboard("about 7{Enter}");
    expect(screen.getByText("这不是汇率。写成 7.12 这样。")).toBeVisible();
    expect(field).toBeInvalid();
    await user.clear(field);
    await user.keyboard("７．１２{Enter}");
    await waitFor(() => expect(rateSet).toHaveBeenCalledWith({ currency: "USD", rate: "7.12" }));
    await waitFor(() => expect(screen.getByRole("grid")).toHaveFocus());
  });

  it("calls no account missing before its prices are read", async () => {
    const error = refusal({ code: "provider.auth", class: "keys", message: "The key is wrong." });
    const [account] = desk.accounts;
    const { answers } = engine(good, {
      quotesShow: () => new Promise(() => undefined),
      deskStatus: () => ({ ...desk, accounts: [{ ...account, enabled: true, error }] }),
    });
    open(answers);
    await screen.findByText("Hannah K.", { exact: false });
    await seen();
    expect(screen.queryByRole("region", { name: "未列出：" })).toBeNull();
  });

  it("does not buy what is bought already", async () => {
    const { answers, buy } = engine(good, { orderShow: () => bought() });
    const { user } = open(answers);
    await ready();
    expect(screen.getByText("A1062 已经下过单了。")).toBeVisible();
    await user.keyboard("{Enter}");
    expect(buy).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: /^下单/ })).toBeDisabled();
  });

  it("tells what became of a purchase whose panel is gone", async () => {
    let end: (results: Results) => void = () => undefined;
    const { answers } = engine(good, { buy: () => new Promise<Results>((done) => (end = done)) });
    const { user, rerender, onBought } = open(answers);
    await ready();
    await user.keyboard("{Enter}");
    const { Notices } = await import("~/design");
    rerender(<Notices />);
    await act(async () => end(settled(bought())));
    expect(screen.getByText("A1062 已下单。")).toBeVisible();
    expect(onBought).not.toHaveBeenCalled();
  });
});
