import type { TFunction } from "i18next";
import { statusWord } from "~/design";
import type { Language } from "~/i18n";
import { codeOf } from "~/i18n/countries";
import type { DeliveryStatus, EventDocument, TrackDocument } from "~/ipc/bindings";
import { daysSince, dayText, gapped, timeText, type When, whenOf, zoneText } from "./when";

/** What the words of a parcel are made with. */
export interface Tongue {
  t: TFunction<"track">;
  /** For the words of statuses. */
  words: TFunction<"design">;
  language: Language;
  now: number;
}

/** The event that says where the parcel stands; the newest of all where none does. */
function deciding({ events, decided_by }: TrackDocument): EventDocument | null {
  return events[decided_by ?? 0] ?? null;
}

/** The event that decides, where the status is its own: a source's word for the whole parcel is no line's. */
function telling(track: TrackDocument): EventDocument | null {
  const event = deciding(track);
  return event?.status === track.status ? event : null;
}

/** What is told with the provider's own words: they say more than the status does. */
const TELLING: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>([
  "ready_for_pickup",
  "attempt_failed",
  "delayed",
  "exception",
  "returning",
  "lost",
  "damaged",
]);
const QUIET_DAYS = 3;
/** Holds the place of what is quoted: it stays as it was written. */
const WORDS = "\uE000";

/** The one sentence: what, when, where, from the event that decides. Nothing that nobody said. */
export function sentenceOf(track: TrackDocument, { t, words, language, now }: Tongue): string {
  const event = deciding(track);
  if (!event) return nothingYet(track, { t, words, language, now });
  const where = placeOf(event);
  const when = whenOf(event);
  // a source's word for the whole parcel has no time and no place of its own
  if (event.status !== track.status || (!where && when.clock === null))
    return t("bare", { status: statusWord(words, "delivery", track.status) });
  const sentence = t(`says.${event.status}`, {
    where: where ? t("phrase.where", { place: where }) : "",
    when: shortWhen(when, t, language, now),
    words: WORDS,
  });
  return gapped(sentence, language).replace(WORDS, () => event.text);
}

function nothingYet(track: TrackDocument, { t, words }: Tongue): string {
  if (track.sources.length === 0) return t("nothing.none");
  if (track.status === "pending" || track.status === "not_found") return t(`nothing.${track.status}`);
  return t("nothing.other", { status: statusWord(words, "delivery", track.status) });
}

function shortWhen(when: When, t: TFunction<"track">, language: Language, now: number): string {
  if (when.clock === null) return "";
  const [day, time] = [dayText(when.clock, language, now), timeText(when, language)];
  return time === null ? t("phrase.on", { day }) : t("phrase.when", { day, time });
}

/** What else is certain, in sentences of its own. */
export function remarksOf(track: TrackDocument, { t, now }: Tongue): string[] {
  const event = telling(track);
  const remarks: string[] = [];
  if (event && TELLING.has(event.status) && event.text) remarks.push(t("why.quote", { words: event.text }));
  const newer = track.events.slice(0, track.decided_by ?? 0);
  const since = newer.filter(({ status }) => status === "unknown").length;
  if (since > 0) remarks.push(t("why.sinceUnknown", { count: since }));
  const took = event?.status === "delivered" ? daysBetween(track.events.at(-1), event) : null;
  if (took !== null && took > 0) remarks.push(t("why.took", { count: took }));
  const newest = track.events[0];
  const quiet = newest && !track.final ? daysSince(whenOf(newest), now) : null;
  if (quiet !== null && quiet >= QUIET_DAYS) remarks.push(t("why.quiet", { count: quiet }));
  if (track.pods.length > 0) remarks.push(t("why.pods", { count: track.pods.length }));
  return remarks;
}

/** Days by the calendar; only between times of one kind. */
function daysBetween(from: EventDocument | undefined, to: EventDocument): number | null {
  if (!from) return null;
  const [first, last] = [whenOf(from), whenOf(to)];
  if (first.clock === null || last.clock === null || first.local !== last.local) return null;
  return Math.round((last.clock - first.clock) / 86_400_000);
}

/** Where it was, as the provider says it. */
export function placeOf(event: EventDocument): string | null {
  const place = event.location?.trim();
  return place ? place : null;
}

/**
 * The answer for the customer: from the event that decides, with number, day and place, and nothing of what providers
 * write in their lines, so no phone, no courier's name and no note can be in it.
 */
export function replyOf(track: TrackDocument, number: string, tongue: Tongue): string {
  const { t, words, language, now } = tongue;
  const { status } = track;
  const event = telling(track);
  const when = event ? longWhen(whenOf(event), t, language, now) : "";
  const needsNone = status === "pending" || status === "not_found";
  if (!when && !needsNone) {
    return t("replyBare", { number, status: statusWord(words, "delivery", status) });
  }
  const place = event ? publicPlace(event) : null;
  const where = place ? t("phrase.where", { place }) : "";
  return gapped(t(`reply.${status}`, { number: WORDS, when, where }), language).replace(WORDS, () => number);
}

function longWhen(when: When, t: TFunction<"track">, language: Language, now: number): string {
  if (when.clock === null) return "";
  const [day, time] = [dayText(when.clock, language, now, true), timeText(when, language)];
  if (time === null) return t("phrase.on", { day });
  return when.local
    ? t("phrase.whenLocal", { day, time })
    : t("phrase.whenZone", { day, time, zone: zoneText(now) });
}

/** A place for a customer's eyes. What is long or has a row of figures may be more than a place. */
function publicPlace(event: EventDocument): string | null {
  const place = placeOf(event);
  return place && place.length <= 48 && !/\d[\d\s-]{4,}\d|[*@]/.test(place) ? place : null;
}

/** The language in which a customer in this country is answered. */
export function replyLanguage(country: string | null): Language {
  switch (country && codeOf(country)) {
    case "CN":
      return "zh-CN";
    case "TW":
    case "HK":
    case "MO":
      return "zh-TW";
    default:
      return "en";
  }
}
