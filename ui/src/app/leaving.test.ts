import { emit } from "@tauri-apps/api/event";
import { expect, it, vi } from "vitest";
import { pretend } from "~/test/pretend";
import { answerClosing, beforeClosing } from "./leaving";

it("closes once all is saved, also where something could not be", async () => {
  const order: string[] = [];
  pretend({
    windowClose: () => {
      order.push("closed");
      return null;
    },
  });
  let saved = () => {};
  beforeClosing(() => new Promise<void>((done) => (saved = done)).then(() => order.push("saved")));
  beforeClosing(() => Promise.reject(new Error("the disk is full")));
  const takenBack = beforeClosing(async () => order.push("taken back"));
  takenBack();
  const stop = await answerClosing();
  await emit("closing", null);
  await Promise.resolve();
  expect(order).toEqual([]);
  saved();
  await vi.waitFor(() => expect(order).toEqual(["saved", "closed"]));
  stop();
});
