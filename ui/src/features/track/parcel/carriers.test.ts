import { expect, it } from "vitest";
import type { Candidate, CarrierDocument } from "~/ipc/bindings";
import { carrierOptions } from "./carriers";

const carrier = (code: string, name: string): CarrierDocument => ({
  account: "TrackingMore",
  code,
  name,
  homepage: null,
  phone: null,
});
const candidate = (some: Partial<Candidate>): Candidate => ({
  carrier: "ups",
  name: "UPS",
  kind: "parcel",
  sure: "checksum",
  number: "1Z999AA10123456784",
  country: null,
  ...some,
});
const CARRIERS = [carrier("dhl", "DHL Express"), carrier("fedex", "FedEx"), carrier("ups", "UPS")];

it("puts first whom the number speaks for, surest first, and keeps the others in order", () => {
  const options = carrierOptions(CARRIERS, [
    candidate({}),
    candidate({ carrier: "dhl-express", name: "DHL Express", sure: "shape" }),
  ]);
  expect(options).toEqual([
    { value: "ups", label: "UPS", fits: "checksum" },
    { value: "dhl", label: "DHL Express", fits: "shape" },
    { value: "fedex", label: "FedEx", fits: null },
  ]);
});

it("offers nobody whom the account does not list, nor for a number that is no parcel's", () => {
  const nobody = [
    candidate({ carrier: "yanwen", name: "YANWEN 燕文" }),
    candidate({ kind: "air_waybill", carrier: "fedex", name: "FedEx" }),
  ];
  expect(carrierOptions(CARRIERS, nobody).map(({ value, fits }) => [value, fits])).toEqual([
    ["dhl", null],
    ["fedex", null],
    ["ups", null],
  ]);
});
