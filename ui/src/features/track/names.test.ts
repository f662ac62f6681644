import { expect, it } from "vitest";
import { shortNames } from "./names";

const short = (...names: string[]) => [...shortNames(names).values()];

it("leaves out the words that all names begin with, and never half a word", () => {
  expect(short("practice-dingcang", "practice-dingexpress", "practice-winit")).toEqual([
    "dingcang",
    "dingexpress",
    "winit",
  ]);
  expect(short("winit-east", "winit-easter")).toEqual(["east", "easter"]);
  expect(short("west coast 1", "west coast 2")).toEqual(["1", "2"]);
  expect(short("丁仓·主账户", "丁仓·二号")).toEqual(["主账户", "二号"]);
});

it("leaves names alone that share nothing, that stand alone, or of which nothing would be left", () => {
  expect(short("Winit", "Xportcn")).toEqual(["Winit", "Xportcn"]);
  expect(short("practice-winit")).toEqual(["practice-winit"]);
  expect(short("a-", "a-b")).toEqual(["a-", "a-b"]);
  expect(short()).toEqual([]);
});
