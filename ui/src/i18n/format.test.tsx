import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { codeOf } from "./countries";
import { formats, useAge } from "./format";
import { languageFor, useLanguage } from "./index";

const noon = new Date(2026, 10, 22, 12, 0, 0).getTime();
const MINUTE = 60_000;

function agesIn(language: "en" | "zh-CN" | "zh-TW") {
  const words = renderHook(() => ({ age: useAge(), ...useLanguage() }));
  act(() => words.result.current.setLanguage(language));
  return (minutes: number, short?: boolean) => words.result.current.age(noon - minutes * MINUTE, noon, short);
}

describe("ages", () => {
  beforeEach(() => agesIn("zh-CN"));

  it("say how long ago in plain words", () => {
    const age = agesIn("zh-CN");
    expect(age(0.5)).toBe("刚刚");
    expect(age(4)).toBe("4 分前");
    expect(age(125)).toBe("2 小时前");
    expect(age(17 * 60 + 20)).toBe("昨天 18:40");
    expect(age(3 * 24 * 60)).toBe("3 天前");
    expect(age(30 * 24 * 60)).toBe("10-23");
    expect(age(400 * 24 * 60)).toBe("2025-10-18");
  });

  it("are short in tables", () => {
    const age = agesIn("zh-TW");
    expect(age(0.5, true)).toBe("剛剛");
    expect(age(18, true)).toBe("18 分");
    expect(age(61, true)).toBe("1 時");
    expect(age(17 * 60, true)).toBe("昨天");
  });

  it("speak English", () => {
    const age = agesIn("en");
    expect(age(0)).toBe("just now");
    expect(age(4)).toBe("4 min ago");
    expect(age(17 * 60 + 20)).toBe("yesterday 18:40");
    expect(age(4, true)).toBe("4 min");
  });

  it("show a date for what lies ahead, and nothing for what cannot be read", () => {
    const words = renderHook(() => useAge());
    expect(words.result.current(noon + 60 * MINUTE, noon)).toBe("11-22");
    expect(words.result.current("no date", noon)).toBe("—");
  });
});

describe("formats", () => {
  it("write money as plain text", () => {
    expect(formats("en").money("1204.00", "USD")).toBe("USD 1,204.00");
    expect(formats("en").money(null, "USD")).toBe("—");
  });

  it("name countries and join names in the reader's language", () => {
    expect(formats("zh-TW").country("US")).toBe("美國");
    expect(formats("zh-CN").country("us")).toBe("美国");
    expect(formats("zh-CN").country("United States")).toBe("美国");
    expect(formats("en").country("德国")).toBe("Germany");
    expect(formats("en").country("UK")).toBe("United Kingdom");
    for (const none of ["Elbonia", "广东省 深圳市", ""]) expect(formats("en").country(none)).toBe(none);
    expect(formats("zh-CN").list(["A", "B"])).toBe("A和B");
  });

  it.each([
    ["HK", ["Hong Kong", "香港", "Hong Kong SAR China"]],
    ["MO", ["Macao", "Macau", "澳门", "澳門"]],
    ["US", ["USA", "United States"]],
    ["TR", ["Turkey", "Türkiye"]],
    ["VN", ["Viet Nam", "Vietnam"]],
    ["GB", ["UK", "United Kingdom"]],
  ])("know %s by all that it is called", (code, names) => {
    for (const name of names) expect(codeOf(name), name).toBe(code);
  });
});

describe("the first language", () => {
  it("follows the system", () => {
    expect(languageFor(["zh-HK", "en"])).toBe("zh-TW");
    expect(languageFor(["zh-Hant-MO"])).toBe("zh-TW");
    expect(languageFor(["fr", "zh"])).toBe("zh-CN");
    expect(languageFor(["en-GB", "zh-CN"])).toBe("en");
    expect(languageFor(["de"])).toBe("en");
  });
});
