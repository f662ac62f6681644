import { describe, expect, it } from "vitest";
import { drawn } from "./fixtures";
import { sumOf, sumsOf } from "./sums";

describe("sums", () => {
  it("are exact where floats are not", () => {
    expect(sumOf(["0.1", "0.2"])).toBe("0.3");
    expect(sumOf(["12", "0.005", "-1.5"])).toBe("10.505");
    expect(sumOf(["9007199254740993", "0.01"])).toBe("9007199254740993.01");
    expect(sumOf(["-0.2", "0.1"])).toBe("-0.1");
    expect(sumOf([])).toBe("0");
    expect(sumOf(["", "kg", "2"])).toBe("2");
  });

  it("never go over two currencies", () => {
    const rows = drawn().filter((row) => ["A1062", "A1061", "A1058"].includes(row.order_no ?? ""));
    expect(sumsOf(rows)).toEqual({
      boxes: 4,
      weight: "6.68",
      prices: [
        { currency: "CNY", amount: "71.20", orders: 2 },
        { currency: "USD", amount: "9.36", orders: 1 },
      ],
    });
  });
});
