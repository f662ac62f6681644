import { describe, expect, it } from "vitest";
import type { QuoteDocument } from "~/ipc/bindings";
import { quote, table } from "./fixtures";
import {
  cheapestOf,
  comparable,
  countOf,
  fullBars,
  groupsOf,
  isStale,
  keyOf,
  needsAsking,
  noPrices,
  type Prices,
  pricesAfter,
  rateable,
  shownRows,
} from "./prices";

const cny = (channel_id: string, total: string) =>
  quote({ channel_id, channel_name: `c${channel_id}`, total });
const usd = (channel_id: string, total: string) =>
  quote({ account: "West", channel_id, channel_name: `w${channel_id}`, total, currency: "USD" });
const read = (...quotes: QuoteDocument[]): Prices =>
  pricesAfter(noPrices("A1"), { kind: "stored", quotes: table("A1", quotes), held: false });
const answer = (prices: Prices, one: QuoteDocument, held: boolean) =>
  pricesAfter(prices, { kind: "event", event: { kind: "answered", quote: one }, now: 0, held });
const order = (prices: Prices) => shownRows(groupsOf(prices)).map((row) => row.channelId);

describe("prices", () => {
  it("stand from the lowest up, those without one last", () => {
    const error = { ...quote({}).error, code: "x" } as QuoteDocument["error"];
    const failed = quote({ channel_id: "9", total: null, currency: null, fees: null, error });
    expect(order(read(failed, cny("2", "100"), cny("1", "99.5")))).toEqual(["1", "2", "9"]);
  });

  it("stay where they are while a hand is in the list, and are put in order when it leaves", () => {
    const before = read(cny("2", "50"), cny("3", "60"));
    const held = answer(before, cny("3", "40"), true);
    expect(order(held)).toEqual(["2", "3"]);
    expect(held.rows[1]?.quote?.total).toBe("40");
    const late = answer(held, cny("4", "10"), true);
    expect(order(late)).toEqual(["2", "3", "4"]);
    expect(order(pricesAfter(late, { kind: "sort" }))).toEqual(["4", "3", "2"]);
    expect(order(answer(before, cny("3", "40"), false))).toEqual(["3", "2"]);
  });

  it("are called cheapest only where they can be compared", () => {
    const apart = read(cny("1", "50"), usd("2", "1.00"));
    expect(cheapestOf(apart)?.channelId).toBe("1");
    expect(groupsOf(apart).map((group) => [group.apart, group.rows.length])).toEqual([
      [null, 1],
      ["USD", 1],
    ]);
    expect(rateable(apart, apart.rows[0] ?? null)).toBe("USD");
    const converted = { total: "7.12", currency: "CNY", rate: "7.12", rate_set_at: "2026-11-22T08:00:00Z" };
    const rated = read(cny("1", "50"), { ...usd("2", "1.00"), converted });
    expect(cheapestOf(rated)?.channelId).toBe("2");
    expect(groupsOf(rated).map((group) => [group.apart, group.rates, group.rows.length])).toEqual([
      [null, [{ currency: "USD", rate: "7.12", setAt: "2026-11-22T08:00:00Z" }], 2],
    ]);
    expect(comparable(usd("2", "1.00"), "CNY")).toBeNull();
  });

  it("stand in one list over all accounts, what has no rate apart at the end", () => {
    const at = (total: string) => ({
      total,
      currency: "CNY",
      rate: "7",
      rate_set_at: "2026-11-22T08:00:00Z",
    });
    const eur = quote({ account: "North", channel_id: "9", total: "1.00", currency: "EUR" });
    const all = read(eur, cny("1", "50"), { ...usd("2", "8.00"), converted: at("56.00") }, cny("3", "60"), {
      ...usd("4", "6.00"),
      converted: at("42.00"),
    });
    expect(order(all)).toEqual(["4", "1", "2", "3", "9"]);
    expect(groupsOf(all).map((group) => group.apart)).toEqual([null, "EUR"]);
    // bars below each other are as long as what they come to
    const full = fullBars(all);
    const lengths = all.rows.map((row) => [row.channelId, Number(row.quote?.total) / (full(row) ?? 0)]);
    expect(lengths.map(([id, length]) => [id, Number(length).toFixed(2)])).toEqual(
      expect.arrayContaining([
        ["3", "1.00"],
        ["2", "0.93"],
        ["4", "0.70"],
        ["9", "1.00"],
      ]),
    );
  });

  it("are asked for where there are none, or old ones", () => {
    const now = Date.parse("2026-11-22T08:00:00Z");
    const [fresh, old] = ["2026-11-22T07:55:00Z", "2026-11-22T07:40:00Z"];
    const asked = (...times: string[]) =>
      table(
        "A1",
        times.map((asked_at) => quote({ asked_at })),
      );
    expect(needsAsking(asked(), now)).toBe(true);
    expect(needsAsking(asked(fresh), now)).toBe(false);
    expect(needsAsking(asked(fresh, old), now)).toBe(true);
  });

  it("keep the old price while a channel is asked again, and lose who never answered", () => {
    const before = read(cny("1", "50"));
    const asking = (prices: Prices, channel_id: string) =>
      pricesAfter(prices, {
        kind: "event",
        event: { kind: "asking", account: "Dingcang main", channel_id, channel_name: `c${channel_id}` },
        now: 7,
        held: false,
      });
    const asked = asking(asking(pricesAfter(before, { kind: "ask", again: null, now: 0 }), "1"), "2");
    expect(asked.rows.map((row) => [row.channelId, row.askedSince, row.quote?.total])).toEqual([
      ["1", 7, "50"],
      ["2", 7, undefined],
    ]);
    expect(countOf(asked)).toEqual({ priced: 0, all: 2 });
    const ended = pricesAfter(asked, { kind: "ended", held: false });
    expect(ended.rows.map((row) => [row.channelId, row.askedSince])).toEqual([["1", null]]);
    expect(ended.asking).toBe(0);
  });

  it("lose nothing to what the folder had before they came", () => {
    const asking = pricesAfter(noPrices("A1"), { kind: "ask", again: null, now: 0 });
    const early = answer(asking, { ...cny("1", "50"), asked_at: "2026-11-22T08:00:00Z" }, false);
    const old = table("A1", [{ ...cny("1", "99"), asked_at: "2026-11-22T07:00:00Z" }, cny("2", "60")]);
    const merged = pricesAfter(early, { kind: "stored", quotes: old, held: false });
    expect(merged.rows.map((row) => [row.channelId, row.quote?.total])).toEqual([
      ["1", "50"],
      ["2", "60"],
    ]);
    const empty = pricesAfter(early, { kind: "stored", quotes: table("A1", []), held: false });
    expect(order(empty)).toEqual(["1"]);
    // the table at the end is the whole truth
    const done = {
      kind: "event" as const,
      event: { kind: "done" as const, quotes: table("A1", []) },
      now: 0,
      held: false,
    };
    expect(order(pricesAfter(early, done))).toEqual([]);
  });

  it("forget one order's prices for another's", () => {
    expect(pricesAfter(read(cny("1", "50")), { kind: "order", orderNo: "A2" })).toEqual(noPrices("A2"));
  });

  it("grow too old to buy at", () => {
    const now = Date.parse("2026-11-22T08:00:00Z");
    expect(isStale(quote({ asked_at: "2026-11-22T07:51:00Z" }), now)).toBe(false);
    expect(isStale(quote({ asked_at: "2026-11-22T07:49:00Z" }), now)).toBe(true);
    expect(isStale(quote({ asked_at: "2026-11-22T07:59:00Z", stale: true }), now)).toBe(true);
  });

  it("are known by account and channel together", () => {
    expect(keyOf("a", "1")).not.toBe(keyOf("b", "1"));
  });
});
