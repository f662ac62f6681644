import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { STATUSES } from "~/design";
import { LANGUAGES, type Language } from "~/i18n";
import type { DeliveryStatus, EventDocument, TrackDocument } from "~/ipc/bindings";
import { remarksOf, replyLanguage, replyOf, sentenceOf, type Tongue } from "./sentence";

const NOW = Date.UTC(2026, 10, 22, 12, 0);
const DELIVERY = Object.keys(STATUSES.delivery) as DeliveryStatus[];

const tongue = (language: Language): Tongue => ({
  t: i18next.getFixedT(language, "track"),
  words: i18next.getFixedT(language, "design"),
  language,
  now: NOW,
});

const event = (some: Partial<EventDocument>): EventDocument => ({
  at: null,
  at_text: "2026-11-20 14:12:00",
  source: "Winit",
  also: [],
  kind: "carrier",
  status: "delivered",
  code: "DLC",
  text: "Zugestellt. 联系电话 13800138000, 快递员 Karl Ecke",
  location: "Berlin",
  raw: null,
  ...some,
});

/** As the engine has it: the newest event with a known status decides. */
const parcel = (...events: EventDocument[]): TrackDocument => {
  const known = events.findIndex(({ status }) => status !== "unknown");
  const status = events[Math.max(known, 0)]?.status ?? "pending";
  return { ...bare, status, events, decided_by: known < 0 ? null : known };
};

const bare: TrackDocument = {
  id: "p1",
  number: "LX1",
  numbers: ["LX1"],
  order_no: null,
  status: "pending",
  final: false,
  carrier: null,
  origin: null,
  destination: null,
  fetched_at: null,
  events: [],
  decided_by: null,
  pods: [],
  pod_state: "none",
  pod_error: null,
  sources: [],
  registrations: [],
  purchase: null,
  goods: [],
};

describe("the sentence", () => {
  it("says what, when and where, in the order of each language", () => {
    const track = parcel(event({}));
    expect(sentenceOf(track, tongue("en"))).toBe("Delivered in Berlin on 20 Nov, 14:12.");
    expect(sentenceOf(track, tongue("zh-CN"))).toBe("11 月 20 日 14:12 在 Berlin 签收。");
    expect(sentenceOf(track, tongue("zh-TW"))).toBe("11 月 20 日 14:12 在 Berlin 簽收。");
  });

  it("leaves out what nobody said", () => {
    expect(sentenceOf(parcel(event({ location: " " })), tongue("en"))).toBe("Delivered on 20 Nov, 14:12.");
    expect(sentenceOf(parcel(event({ at_text: "2026-11-20" })), tongue("en"))).toBe(
      "Delivered in Berlin on 20 Nov.",
    );
    expect(sentenceOf(parcel(event({ at_text: "soon", location: null })), tongue("zh-CN"))).toBe(
      "最近一条说：已签收。",
    );
  });

  it("does not know what it does not know, and quotes it as it is", () => {
    const unknown = event({ status: "unknown", text: "PARCV-在NRQRD" });
    expect(sentenceOf(parcel(unknown), tongue("en"))).toBe(
      "Not in our table: “PARCV-在NRQRD” in Berlin on 20 Nov, 14:12.",
    );
    expect(sentenceOf(parcel(unknown), tongue("zh-CN"))).toContain("“PARCV-在NRQRD”");
  });

  it("stays with the newest line that is known, and says that newer ones are not", () => {
    const track = parcel(
      event({ status: "unknown", text: "X9" }),
      event({ status: "customs", location: "Leipzig" }),
    );
    expect(sentenceOf(track, tongue("en"))).toBe("At customs in Leipzig on 20 Nov, 14:12.");
    expect(remarksOf(track, tongue("en"))).toEqual(["1 newer line is not in our table."]);
  });

  it("is made of the event that decides, not of the one that some wall makes newest", () => {
    const platform = event({ status: "in_transit", location: "Shenzhen", at_text: "2026-11-21 09:00" });
    const track = { ...parcel(platform, event({})), status: "delivered" as const, decided_by: 1 };
    expect(sentenceOf(track, tongue("en"))).toBe("Delivered in Berlin on 20 Nov, 14:12.");
    expect(remarksOf(track, tongue("en"))).toEqual([]);
    expect(replyOf(track, "LX1", tongue("en"))).toContain("was delivered in Berlin on 20 November");
  });

  it("gives a word for the whole parcel no time that belongs to a line", () => {
    const track = { ...parcel(event({ status: "in_transit" })), status: "delivered" as const };
    expect(sentenceOf(track, tongue("en"))).not.toMatch(/14:12|Berlin/);
    expect(replyOf(track, "LX1", tongue("en"))).toBe("Your parcel LX1: Delivered.");
  });

  it("tells nobody asked from nobody knows", () => {
    expect(sentenceOf(parcel(), tongue("en"))).toBe("Nobody has been asked about it yet.");
    const asked = {
      ...parcel(),
      sources: [{ account: "A", provider: "a", asked_at: "2026-11-22T11:00:00Z", error: null, said: null }],
    };
    expect(sentenceOf({ ...asked, status: "not_found" }, tongue("en"))).toBe(
      "The sources have no record of it yet.",
    );
  });

  it.each(LANGUAGES)("has whole words for every status in %s", (language) => {
    for (const status of DELIVERY) {
      const one = parcel(event({ status }));
      for (const text of [sentenceOf(one, tongue(language)), replyOf(one, "LX1", tongue(language))]) {
        expect(text, status).not.toMatch(/[{}]|says\.|reply\.| {2}|\uE000/);
        expect(text, status).toMatch(/[.。]$/);
      }
    }
  });
});

describe("what else is said", () => {
  it("quotes the provider where a person is needed", () => {
    const track = parcel(event({ status: "exception", text: "Colis endommagé" }));
    expect(remarksOf(track, tongue("en"))).toContain("In their words: “Colis endommagé”.");
  });

  it("quotes no line, and counts no days to one, where a source's word for the whole parcel decides", () => {
    const told = (status: DeliveryStatus, ...events: EventDocument[]) =>
      remarksOf({ ...bare, status, final: true, events, decided_by: null }, tongue("en"));
    expect(told("delivered", event({ status: "exception", text: "Adresse unbekannt" }))).toEqual([]);
    const first = event({ status: "picked_up", at_text: "2026-11-13 14:00" });
    expect(told("returned", event({}), first)).toEqual([]);
    expect(told("delivered", event({}), first)).toEqual(["7 days from the first line to this one."]);
  });

  it("says how long it is quiet at the least, and how long it took", () => {
    const quiet = parcel(event({ status: "in_transit", at_text: "2026-11-17 09:00" }));
    expect(remarksOf(quiet, tongue("en"))).toEqual(["No news for at least 4 days."]);
    const done = {
      ...parcel(event({}), event({ status: "picked_up", at_text: "2026-11-13 14:00" })),
      final: true,
    };
    expect(remarksOf(done, tongue("en"))).toEqual(["7 days from the first line to this one."]);
  });
});

describe("the answer for the customer", () => {
  it("has number, place and local time", () => {
    expect(replyOf(parcel(event({})), "LX1", tongue("en"))).toMatch(
      /^Your parcel LX1 was delivered in Berlin on 20 November at 14:12 \(local time\)\./,
    );
    expect(replyOf(parcel(event({})), "LX1", tongue("zh-CN"))).toContain(
      "您的包裹 LX1，11 月 20 日 14:12（当地时间）在 Berlin 已签收。",
    );
  });

  it("has no phone, no name and no word of a provider's line in it", () => {
    const loud = event({ location: "Berlin, Tel 030 1234567, Karl Ecke" });
    for (const language of LANGUAGES) {
      for (const status of DELIVERY) {
        const text = replyOf(parcel({ ...loud, status }), "LX1", tongue(language));
        expect(text, `${language} ${status}`).not.toMatch(/13800138000|1234567|Karl|Ecke|Zugestellt/);
      }
    }
  });

  it("says only the status where no day is known", () => {
    expect(replyOf(parcel(event({ at_text: "soon" })), "LX1", tongue("en"))).toBe(
      "Your parcel LX1: Delivered.",
    );
  });

  it("is in the language of the country", () => {
    expect(["CN", "tw", "HK", "DE", null].map(replyLanguage)).toEqual([
      "zh-CN",
      "zh-TW",
      "zh-TW",
      "en",
      "en",
    ]);
  });
});
