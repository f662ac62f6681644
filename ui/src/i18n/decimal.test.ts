import { describe, expect, it } from "vitest";
import { decimalParts, groupedDecimal, isZero, typedDecimal } from "./decimal";

describe("decimal text", () => {
  it("is grouped without passing through a float", () => {
    expect(groupedDecimal("1204.00")).toBe("1,204.00");
    expect(groupedDecimal("3480")).toBe("3,480");
    expect(groupedDecimal("123456789012345678901234.05")).toBe("123,456,789,012,345,678,901,234.05");
    expect(groupedDecimal("0.10")).toBe("0.10");
  });

  it("has a real minus, and a plus where asked for", () => {
    expect(groupedDecimal("-7.50")).toBe("\u22127.50");
    expect(groupedDecimal("45.20", "always")).toBe("+45.20");
    expect(groupedDecimal("0.00", "always")).toBe("0.00");
    expect(groupedDecimal("-0.00")).toBe("0.00");
  });

  it("is nothing where it is no number", () => {
    for (const text of ["", "12.", "1,2", "1e3", "abc", "1.2.3", "- 1"])
      expect(decimalParts(text), text).toBeNull();
    expect(isZero("0.00")).toBe(true);
    expect(isZero("0.01")).toBe(false);
  });

  it("takes what a Chinese input method types", () => {
    expect(typedDecimal("１２．５")).toBe("12.5");
    expect(typedDecimal("12。5")).toBe("12.5");
    expect(typedDecimal(" 007 ")).toBe("7");
    expect(typedDecimal(".5")).toBe("0.5");
    expect(typedDecimal("1,5")).toBeNull();
    expect(typedDecimal("1.7kg")).toBeNull();
  });
});
