import { describe, expect, it } from "vitest";
import type { ErrorDocument, OrderState } from "~/ipc/bindings";
import { refusal } from "~/test/pretend";
import { canTake, fieldToFix, type Target } from "./rules";

const failed = (last_error: ErrorDocument | null, state: OrderState = "failed"): Target => ({
  id: "1",
  order_no: "A1",
  state,
  account: null,
  channel_id: null,
  last_error,
});
const taken = refusal({ code: "purchase.number_taken" });

describe("an order that was refused", () => {
  it("is taken over only where its number is what was refused", () => {
    expect(canTake(failed(taken))).toBe(true);
    expect(canTake(failed(refusal({ code: "purchase.refused" })))).toBe(false);
    expect(canTake(failed(null))).toBe(false);
    expect(canTake(failed(taken, "ready"))).toBe(false);
    expect(canTake({ ...failed(taken), order_no: null })).toBe(false);
  });

  it("names the field that is to be mended first", () => {
    const issue = { problem: "missing", allowed: null, given: null, message: "Missing." } as const;
    const fields = [
      { path: "recipient.city", ...issue },
      { path: "recipient.phone", ...issue },
    ];
    expect(fieldToFix(failed(refusal({ fields })))).toBe("recipient.city");
    expect(fieldToFix(failed(taken))).toBeNull();
  });
});
