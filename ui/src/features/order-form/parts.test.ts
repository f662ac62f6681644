import i18n from "i18next";
import { describe, expect, it } from "vitest";
import { countryOf, findCountries } from "~/i18n/countries";
import { sum, times } from "./amounts";
import { fieldPlace, issueWords } from "./fields";
import { newForm, presets, products } from "./fixtures";
import { partsOf, todosOf } from "./issues";
import { looksLikeAddress, pastedOf } from "./paste";
import { findStates } from "./places";
import { readSku, sameSku } from "./sku";
import { currencyOf, offerFor, presetOf, splitLine } from "./suggest";
import { BLANK_BOX, BLANK_ITEM, nameOf, pathOf, toForm, toValues } from "./values";

const item = { ...BLANK_ITEM, ...products[0]?.item, quantity: "2" };

describe("the form as fields hold it", () => {
  it("goes there and back without a change, but for the free line", () => {
    const form = {
      ...newForm("A1"),
      options: { "dingcang.ptid": "7" },
      warehouse_id: "",
      boxes: [{ ...BLANK_BOX, items: [item, BLANK_ITEM, item] }, BLANK_BOX],
    };
    const values = toValues(form);
    expect(values.boxes.map((box) => box.items.length)).toEqual([4, 1]);
    expect(values.options).toEqual([{ name: "dingcang.ptid", value: "7" }]);
    expect(values.inStock).toBe(true);
    expect(toForm(values)).toEqual(form);
    expect(toForm({ ...values, inStock: false }).warehouse_id).toBeNull();
  });

  it("names fields as the engine does", () => {
    expect(pathOf("boxes.0.items.11.hs_code")).toBe("boxes[0].items[11].hs_code");
    expect(nameOf("boxes[0].items[11].hs_code")).toBe("boxes.0.items.11.hs_code");
    expect(pathOf("recipient.address1")).toBe("recipient.address1");
  });
});

describe("amounts", () => {
  it("are multiplied and added as they are written", () => {
    expect(times("18.00", "2")).toBe("36.00");
    expect(times("0.07", "3")).toBe("0.21");
    expect(times("１８", "２")).toBe("36");
    expect(times("1,5", "2")).toBeNull();
    expect(times("1.5", "2.5")).toBeNull();
    expect(sum(["0.62", "0.1", "x"])).toBe("0.72");
    expect(sum([])).toBeNull();
  });
});

describe("a SKU", () => {
  it("may say how many", () => {
    expect(readSku(" KN-2207 ")).toEqual({ sku: "KN-2207", quantity: "" });
    expect(readSku("KN-2207*3")).toEqual({ sku: "KN-2207", quantity: "3" });
    expect(readSku("BOX-10 × 12")).toEqual({ sku: "BOX-10", quantity: "12" });
    expect(readSku("*3")).toEqual({ sku: "*3", quantity: "" });
    expect(sameSku("kn-2207", " KN-2207")).toBe(true);
    expect(sameSku("", "")).toBe(false);
  });
});

describe("countries", () => {
  it("are found by code and by their names in every language, the very code first", () => {
    expect(findCountries("us", "en")[0]?.code).toBe("US");
    expect(findCountries("united", "en")[0]?.code).toBe("US");
    expect(findCountries("德", "en")[0]?.code).toBe("DE");
    expect(findCountries("英國", "zh-CN")[0]?.code).toBe("GB");
    expect(countryOf("germany", "zh-CN")?.code).toBe("DE");
    expect(countryOf("germ", "en")).toBeNull();
    expect(countryOf("", "en")).toBeNull();
  });

  it("have their states where carriers want them, and none elsewhere", () => {
    expect(findStates("US", "ca")[0]).toEqual({ code: "CA", name: "California" });
    expect(findStates("US", "new").map((state) => state.code)).toEqual(["NH", "NJ", "NM", "NY"]);
    expect(findStates("AU", "")).toHaveLength(8);
    expect(findStates("DE", "ba")).toEqual([]);
  });
});

describe("what can be offered", () => {
  const form = newForm("A1");
  const carton = { ...BLANK_BOX, length_cm: "40", width_cm: "30", height_cm: "18.0" };
  const at = (country: string, state: string, postcode: string) =>
    toValues({ ...form, recipient: { ...form.recipient, country, state, postcode } });

  it("is the zero that a spreadsheet ate, where codes begin with one", () => {
    const offer = (country: string, state: string, postcode: string) =>
      offerFor("recipient.postcode", at(country, state, postcode), presets)?.value;
    expect(offer("US", "ME", "3901")).toBe("03901");
    expect(offer("DE", "", "4158")).toBe("04158");
    expect(offer("US", "CA", "9001")).toBeUndefined();
    expect(offer("GB", "", "3901")).toBeUndefined();
    expect(offer("US", "ME", "390")).toBeUndefined();
  });

  it("is the weight of goods and carton together, where both are known", () => {
    const weighed = (box: typeof carton, ...items: (typeof item)[]) =>
      offerFor("boxes[0].weight_kg", toValues({ ...form, boxes: [{ ...box, items }] }), presets)?.value;
    expect(weighed(carton, item)).toBe("1.52");
    expect(weighed({ ...carton, height_cm: "19" }, item)).toBeUndefined();
    expect(weighed(carton, { ...item, unit_weight_kg: "" })).toBeUndefined();
    expect(weighed({ ...carton, weight_kg: "1" }, item)).toBeUndefined();
    expect(presetOf(carton, presets)?.name).toBe("L 40");
  });

  it("is the currency of the other goods, if they have one", () => {
    const boxes = (...currencies: string[]) => ({
      boxes: [{ ...BLANK_BOX, items: currencies.map((currency) => ({ ...item, currency })) }],
    });
    expect(currencyOf(boxes("USD", "", "USD"))).toBe("USD");
    expect(currencyOf(boxes("USD", "EUR"))).toBe("");
    const values = toValues({ ...form, ...boxes("USD", "") });
    expect(offerFor("boxes[0].items[1].currency", values, presets)?.value).toBe("USD");
  });
});

describe("a line that is too long", () => {
  it("gives its last words to the second one, whole", () => {
    expect(splitLine("1420 N Alameda Street, Suite 300 Building B", "")).toEqual({
      line1: "1420 N Alameda Street, Suite 300",
      line2: "Building B",
    });
    expect(splitLine("12 Long Road, Flat 4", "Rear")).toEqual({
      line1: "12 Long Road, Flat",
      line2: "4, Rear",
    });
    expect(splitLine("Hauptstrasse", "")).toBeNull();
    const chinese = "广东省深圳市龙华区工业东路八十八号三栋二单元一千零一室工业园区东门旁边三号库";
    const split = splitLine(chinese, "");
    expect((split?.line1 ?? "") + (split?.line2 ?? "")).toBe(chinese);
  });
});

describe("a pasted text", () => {
  it("is an address where it has the looks of one", () => {
    expect(looksLikeAddress("Hannah Kessler\n1420 N Alameda\nLos Angeles", true)).toBe(true);
    expect(looksLikeAddress("周晓雨，13800138000，广东省深圳市", true)).toBe(true);
    expect(looksLikeAddress("Hannah Kessler", true)).toBe(false);
    expect(looksLikeAddress("90012", true)).toBe(false);
    expect(looksLikeAddress("KN-2207, 3 pairs", false)).toBe(false);
    expect(looksLikeAddress("Hannah\n1420 N Alameda\nLos Angeles", false)).toBe(true);
  });

  it("is never shown as surer than it is", () => {
    const { fields, count } = pastedOf({
      text: "",
      fields: [
        { path: "recipient.name", value: "Hannah", confidence: "sure" },
        { path: "recipient.city", value: "LA", confidence: "check" },
        { path: "recipient.postcode", value: "9001", confidence: "doubtful" },
      ],
    });
    expect(count).toBe(3);
    expect(Object.values(fields).map((field) => field.bars)).toEqual([3, 2, 1]);
  });
});

describe("what is left to do", () => {
  it("is told apart from where it is, in every language", () => {
    expect(partsOf("Box 2 › Weight: 0.93 kg, but: heavy")).toEqual({
      where: "Box 2 › Weight",
      what: "0.93 kg, but: heavy",
    });
    expect(partsOf("收件人 › 邮编：还没填")).toEqual({ where: "收件人 › 邮编", what: "还没填" });
    expect(partsOf("odd")).toEqual({ where: "", what: "odd" });
  });

  it("comes first, advice after it", () => {
    const issue = (path: string, problem: "missing" | "wrong_kind") => ({
      path,
      problem,
      allowed: null,
      given: null,
      message: `${path}: x`,
    });
    const todos = todosOf({
      issues: [issue("a", "missing"), issue("b", "wrong_kind")],
      hints: [issue("c", "wrong_kind")],
    });
    expect(todos.map(({ path, kind }) => `${path} ${kind}`)).toEqual(["a missing", "b wrong", "c advice"]);
  });
});

describe("a field by its path", () => {
  const t = i18n.getFixedT("zh-CN", "orderForm");
  it("is called as in the form, with where it stands", () => {
    expect(fieldPlace(t, "recipient.postcode")).toBe("收件人 › 邮编");
    expect(fieldPlace(t, "boxes[0].items[1].hs_code")).toBe("箱 1 › 第 2 行 › HS 编码");
    expect(fieldPlace(t, "boxes")).toBe("箱");
    expect(fieldPlace(t, "reference")).toBe("店铺单号");
  });

  it("says what is left to do there", () => {
    const issue = { path: "boxes[1].weight_kg", allowed: null, message: "boxes[1].weight_kg is needed" };
    expect(issueWords(t, { ...issue, problem: "missing", given: null })).toBe("箱 2 › 实重：还没填");
    expect(issueWords(t, { ...issue, problem: "out_of_range", given: "900" })).toBe(
      "箱 2 › 实重：“900”不合要求",
    );
  });
});
