import { describe, expect, it } from "vitest";
import { askOf, draftOf, isChanged, needsConsent, withHttps } from "./draft";
import { providers } from "./fixtures";

const provider = providers[0] as (typeof providers)[number];

describe("consent", () => {
  it("is needed for plain http that leaves this computer", () => {
    for (const url of ["http://best.example.test/api", " HTTP://api.example.test ", "http://10.0.0.7:80/"])
      expect(needsConsent(url), url).toBe(true);
  });

  it("is not needed for https, for this computer, for practice, or for what is no address yet", () => {
    const none = [
      "https://a.example.test",
      "http://localhost:8080/x",
      "http://127.0.0.1",
      "http://127.8.8.1/",
      "http://[::1]:9/",
    ];
    for (const url of [...none, "http://practice/one", "http://", "htt", ""])
      expect(needsConsent(url), url).toBe(false);
  });

  it("may be spared by the same address, encrypted", () => {
    expect(withHttps("http://best.example.test/api")).toBe("https://best.example.test/api");
  });
});

describe("an account as it is typed", () => {
  it("begins with what is documented", () => {
    expect(draftOf(provider, null, "One")).toMatchObject({
      name: "One",
      base_url: "http://best.example.test/api",
      allow_http: false,
      fields: { app_key: "", currency: "CNY", declared_currency: "" },
      secrets: {},
    });
  });

  it("tells only the secrets that were typed", () => {
    const draft = { ...draftOf(provider, null, " One "), secrets: { app_secret: "", other: "s3" } };
    expect(askOf(draft, provider)).toMatchObject({ name: "One", secrets: { other: "s3" } });
    expect(Object.keys(askOf(draft, provider).secrets)).toEqual(["other"]);
  });

  it("is changed by a letter, and not by a blank at its end", () => {
    const saved = draftOf(provider, null, "One");
    expect(isChanged({ ...saved, name: "One " }, saved)).toBe(false);
    expect(isChanged({ ...saved, name: "One 2" }, saved)).toBe(true);
    expect(isChanged({ ...saved, fields: { ...saved.fields, app_key: "1" } }, saved)).toBe(true);
    expect(isChanged({ ...saved, secrets: { app_secret: "x" } }, saved)).toBe(true);
  });
});
