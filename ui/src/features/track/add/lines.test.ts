import { expect, it } from "vitest";
import type { Candidate, ErrorDocument, NumberRead, RegistrationResult } from "~/ipc/bindings";
import { refusal } from "~/test/pretend";
import { carriers, fieldsOf } from "../fixtures.list";
import { askOf, FOUND_OUT, isReady, isTroubled, lineOf, spokenFor, type Tracker, WAYBILL } from "./lines";

const candidate = (name: string, some: Partial<Candidate> = {}): Candidate => ({
  carrier: name.toLowerCase().replace(/\W/g, "-"),
  name,
  kind: "parcel",
  sure: "checksum",
  number: "",
  country: null,
  ...some,
});
const read = (some: Partial<NumberRead> = {}): NumberRead => ({
  line: 1,
  number: "1Z999AA10123456784",
  carrier: null,
  fields: {},
  candidates: [],
  known: false,
  issue: null,
  ...some,
});
const tracker: Tracker = {
  account: "TrackingMore",
  keepsList: true,
  carriers,
  fields: new Map(["mondialrelay", "ups"].map((code) => [code, fieldsOf(code)])),
  otherwise: null,
  waybills: "TrackingMore",
};
const failed = (error: ErrorDocument): RegistrationResult => ({
  number: "1Z999AA10123456784",
  carrier: null,
  corrected_from: null,
  outcome: "failed",
  error,
});
const waybill = candidate("Air waybill", { kind: "air_waybill" });

it("takes the carrier of the file, else the one that the check digit alone speaks for, else leaves it open", () => {
  const carrierOf = (some: Partial<NumberRead>) => lineOf(read(some), undefined, null, tracker).carrier;
  expect(carrierOf({ carrier: "gls", candidates: [candidate("UPS")] })).toBe("gls");
  expect(carrierOf({ candidates: [candidate("UPS")] })).toBe("ups");
  expect(carrierOf({ candidates: [candidate("USPS"), candidate("FedEx")] })).toBeNull();
  expect(carrierOf({ candidates: [candidate("UPS", { sure: "shape" })] })).toBeNull();
  expect(carrierOf({ candidates: [candidate("YANWEN 燕文")] })).toBeNull();
});

it("uses the carrier of the rest only where nothing is said of the number", () => {
  const rest = { ...tracker, otherwise: "gls" };
  expect(lineOf(read(), undefined, null, rest).carrier).toBe("gls");
  expect(lineOf(read({ candidates: [candidate("UPS")] }), undefined, null, rest).carrier).toBe("ups");
  expect(lineOf(read(), { carrier: FOUND_OUT }, null, rest).carrier).toBeNull();
  expect(lineOf(read(), { carrier: "dhl" }, null, rest).carrier).toBe("dhl");
});

it("has no carrier where the account keeps no list", () => {
  const line = lineOf(read({ candidates: [candidate("UPS")] }), undefined, null, {
    ...tracker,
    keepsList: false,
  });
  expect(line.carrier).toBeNull();
  expect(isReady(line, tracker)).toBe(true);
});

it("knows by the code or the name of a carrier whom a check digit means, and by neither when there are two", () => {
  expect(spokenFor([candidate("DHL Express")], carriers)).toBe("dhl");
  expect(spokenFor([candidate("DHL Express")], [...carriers])).toBe("dhl");
  const twice = [...carriers, { ...carriers[0], code: "ups-2", name: "UPS" } as (typeof carriers)[0]];
  expect(spokenFor([candidate("UPS")], twice)).toBeNull();
});

it("asks for a field only where the carrier needs it and nobody has it", () => {
  const relay = (some: Partial<NumberRead>, fields = {}) =>
    lineOf(read({ carrier: "mondialrelay", ...some }), { fields }, null, tracker);
  expect(relay({})).toMatchObject({ asked: ["tracking_postal_code"], missing: ["tracking_postal_code"] });
  expect(isReady(relay({}), tracker)).toBe(false);
  expect(relay({}, { tracking_postal_code: "75001" })).toMatchObject({
    asked: ["tracking_postal_code"],
    missing: [],
  });
  expect(relay({ fields: { tracking_postal_code: "75001" } })).toMatchObject({ asked: [], missing: [] });
  // the order of a parcel that is here has it
  expect(relay({ known: true })).toMatchObject({ asked: [], missing: [] });
});

it("asks for what the last try named, but not for number and carrier again", () => {
  const issue = { problem: "missing" as const, allowed: null, given: null, message: "" };
  const error = refusal({
    fields: [
      { ...issue, path: "fields.tracking_account_number" },
      { ...issue, path: "carrier_code" },
    ],
  });
  const line = lineOf(read(), undefined, failed(error), tracker);
  expect(line.asked).toEqual(["tracking_account_number"]);
  expect(isReady(line, tracker)).toBe(false);
});

it("waits for a carrier where the account could not find it out, until one is chosen", () => {
  const issue = { problem: "wrong_kind" as const, allowed: "gls, usps", given: "", message: "" };
  const told = failed(refusal({ fields: [{ ...issue, path: "carrier_code" }] }));
  const line = lineOf(read(), undefined, told, tracker);
  expect(line.lacksCarrier).toBe(true);
  expect(isReady(line, tracker)).toBe(false);
  expect(isReady(lineOf(read(), { carrier: "gls" }, told, tracker), tracker)).toBe(true);
});

it("knows a number under two carriers as two", () => {
  expect(lineOf(read(), undefined, null, tracker).key).toBe("1Z999AA10123456784");
  expect(lineOf(read({ carrier: "ups" }), undefined, null, tracker).key).toBe("1Z999AA10123456784 ups");
});

it("takes a number for an air waybill only where nothing else has such numbers, or a person says so", () => {
  const isWaybill = (candidates: Candidate[], carrier?: string) =>
    lineOf(read({ candidates }), carrier === undefined ? undefined : { carrier }, null, tracker).isWaybill;
  expect(isWaybill([waybill])).toBe(true);
  expect(isWaybill([waybill, candidate("FedEx")])).toBe(false);
  expect(isWaybill([waybill, candidate("FedEx")], WAYBILL)).toBe(true);
  expect(isWaybill([waybill], FOUND_OUT)).toBe(false);
  const line = lineOf(read({ candidates: [waybill] }), undefined, null, tracker);
  expect(isReady(line, tracker)).toBe(true);
  expect(isReady(line, { ...tracker, waybills: null })).toBe(false);
});

it("sends no number that is wrong or done, and again one that failed", () => {
  const wrong = read({
    issue: { path: "number", problem: "too_long", allowed: null, given: null, message: "" },
  });
  expect(isReady(lineOf(wrong, undefined, null, tracker), tracker)).toBe(false);
  const done: RegistrationResult = { ...failed(refusal({})), outcome: "already", error: null };
  expect(isReady(lineOf(read(), undefined, done, tracker), tracker)).toBe(false);
  const again = lineOf(read(), undefined, failed(refusal({})), tracker);
  expect(isReady(again, tracker)).toBe(true);
  expect(isTroubled(again, tracker)).toBe(true);
});

it("sends empty fields as none", () => {
  const line = lineOf(
    read({ fields: { title: "Shoes" } }),
    { carrier: "ups", fields: { comment: " ", title: "Boots" } },
    null,
    tracker,
  );
  expect(askOf(line)).toEqual({ number: "1Z999AA10123456784", carrier: "ups", fields: { title: "Boots" } });
});
