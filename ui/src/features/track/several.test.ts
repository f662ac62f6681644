import { describe, expect, it } from "vitest";
import { oneLine, severalIn } from "./several";

describe("numbers that were pasted", () => {
  it("stand in one line, whatever stood between them", () => {
    expect(oneLine("AB100200300\r\nAB100200301\n\n\tAB100200302 ")).toBe(
      "AB100200300, AB100200301, AB100200302",
    );
    expect(oneLine("9405 5843 2920 5013 0258 09\n9405 5568 3735 0054 2345 41")).toBe(
      "9405584329205013025809, 9405556837350054234541",
    );
    // too long for groups of one number
    expect(oneLine("AB100200300 AB100200301\nA1001")).toBe("AB100200300 AB100200301, A1001");
  });

  it("are told from one number and from names", () => {
    expect(severalIn("AB100200300, AB100200301；A1001")).toEqual(["AB100200300", "AB100200301", "A1001"]);
    for (const text of ["AB100200300", "Hannah Weber", "Hannah 10115", "9405 5843 2920", ""])
      expect(severalIn(text)).toEqual([]);
  });
});
