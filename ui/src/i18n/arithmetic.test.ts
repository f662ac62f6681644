import { describe, expect, it } from "vitest";
import { compareAmounts, minus, plus } from "./arithmetic";

describe("amounts as text", () => {
  it("are compared by value, whatever their decimals", () => {
    expect(compareAmounts("42.8", "42.80")).toBe(0);
    expect(compareAmounts("9.99", "10")).toBe(-1);
    expect(compareAmounts("100", "99.999")).toBe(1);
    expect(compareAmounts("-1", "0.00")).toBe(-1);
    expect(["12", "", "3.5"].sort(compareAmounts)).toEqual(["3.5", "12", ""]);
  });

  it("are added and taken away without a float", () => {
    expect(plus("0.1", "0.2")).toBe("0.3");
    expect(minus("6369.22", "42.80")).toBe("6326.42");
    expect(minus("5.00", "12.345")).toBe("-7.345");
    expect(plus("123456789012345678.01", "0.09")).toBe("123456789012345678.10");
    expect(minus("0.05", "-0.05")).toBe("0.10");
    expect(plus("1", "one")).toBeNull();
  });
});
