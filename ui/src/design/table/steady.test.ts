import { describe, expect, it } from "vitest";
import { steady } from "./steady";

const key = (row: { id: string }) => row.id;
const rows = (ids: string, mark = "") => [...ids].map((id) => ({ id, mark }));
const ids = (list: readonly { id: string }[]) => list.map(key).join("");

describe("rows under a hand", () => {
  it("keep their places when the engine sorts anew, and show what is new about them", () => {
    const kept = steady([..."abcd"], rows("dabc", "new"), key);
    expect(ids(kept)).toBe("abcd");
    expect(kept.every((row) => row.mark === "new")).toBe(true);
  });

  it("let new ones in at the top and gone ones go", () => {
    expect(ids(steady([..."abcd"], rows("xdac"), key))).toBe("xacd");
    expect(ids(steady([..."abcd"], rows("acd"), key))).toBe("acd");
  });

  it("stand as the engine gives them where nothing known has moved", () => {
    const given = rows("axbcd");
    expect(steady([..."abcd"], given, key)).toBe(given);
  });
});
