import { beforeEach, describe, expect, it, vi } from "vitest";
import { refusal } from "~/test/pretend";
import { Saver, type Saving } from "./saver";

let now: Saving | null = null;
let saved: string[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  now = null;
  saved = [];
  return () => vi.useRealTimers();
});

const saverOf = (send: (form: string) => Promise<string>) =>
  new Saver<string, string>(send, {
    saving: (saving) => {
      now = saving;
    },
    saved: (one) => saved.push(one),
  });

describe("saving while typing", () => {
  it("waits until the hand rests, and sends the newest alone", async () => {
    const send = vi.fn(async (form: string) => form);
    const saver = saverOf(send);
    for (const text of ["H", "Ha", "Han"]) saver.edit(text);
    await vi.advanceTimersByTimeAsync(149);
    expect(send).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(send.mock.calls).toEqual([["Han"]]);
    expect(saved).toEqual(["Han"]);
    expect(now).toEqual({ since: null, problem: null, unsaved: false });
  });

  it("does not wait longer than a moment for a hand that does not rest", async () => {
    const send = vi.fn(async (form: string) => form);
    const saver = saverOf(send);
    for (const text of ["H", "Ha", "Han", "Hann"]) {
      saver.edit(text);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(send.mock.calls).toEqual([["Han"]]);
    // what comes after it has a moment of its own
    await vi.advanceTimersByTimeAsync(49);
    expect(send).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(send.mock.calls).toEqual([["Han"], ["Hann"]]);
  });

  it("sends one at a time, in order, also where the first one is slow", async () => {
    const waiting: (() => void)[] = [];
    const send = vi.fn((form: string) => new Promise<string>((done) => waiting.push(() => done(form))));
    const saver = saverOf(send);
    saver.edit("one");
    const first = saver.flush();
    saver.edit("two");
    const second = saver.flush();
    await vi.advanceTimersByTimeAsync(5000);
    expect(send).toHaveBeenCalledTimes(1);
    waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
    waiting.shift()?.();
    await expect(Promise.all([first, second])).resolves.toEqual([true, true]);
    expect(saved).toEqual(["one", "two"]);
  });

  it("keeps what could not be saved, tells it, and sends it with the next save", async () => {
    let full = true;
    const saver = saverOf(async (form) => {
      if (full) throw refusal({ code: "disk.full", message: "The disk is full." });
      return form;
    });
    saver.edit("Hannah");
    await expect(saver.flush()).resolves.toBe(false);
    expect(saver.unsaved).toBe("Hannah");
    expect(now?.problem?.message).toBe("The disk is full.");
    expect(now?.unsaved).toBe(true);
    full = false;
    await expect(saver.flush()).resolves.toBe(true);
    expect(saved).toEqual(["Hannah"]);
    expect(saver.unsaved).toBeNull();
  });

  it("keeps what was typed during a save that failed, not what was sent", async () => {
    let fail: (thrown: unknown) => void = () => undefined;
    const saver = saverOf(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    );
    saver.edit("Han");
    const flushed = saver.flush();
    saver.edit("Hannah");
    fail(new Error("gone"));
    await expect(flushed).resolves.toBe(false);
    expect(saver.unsaved).toBe("Hannah");
  });
});
