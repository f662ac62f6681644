import type { Candidate, CarrierDocument } from "~/ipc/bindings";

/** How a carrier stands in the list to choose from. */
export interface CarrierOption {
  value: string;
  label: string;
  /** The number speaks for it: by its check digit, or by its shape alone. */
  fits: "checksum" | "shape" | null;
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether what the number says of itself means this carrier: by code or name, however either is spelt. */
function means(candidate: Candidate, { code, name }: CarrierDocument): boolean {
  const names = [bare(candidate.carrier), bare(candidate.name)];
  return names.includes(bare(code)) || names.includes(bare(name));
}

/**
 * The carriers of an account to choose from: first those that the number speaks for, surest first, then the others in
 * the account's own order. A carrier that the account does not list is not offered.
 */
export function carrierOptions(
  carriers: readonly CarrierDocument[],
  candidates: readonly Candidate[],
): CarrierOption[] {
  const parcels = candidates.filter(({ kind }) => kind === "parcel");
  const options = carriers.map((carrier, place) => {
    const rank = parcels.findIndex((candidate) => means(candidate, carrier));
    const fits = parcels[rank]?.sure ?? null;
    const option: CarrierOption = { value: carrier.code, label: carrier.name || carrier.code, fits };
    return { option, rank: rank < 0 ? parcels.length : rank, place };
  });
  options.sort((one, other) => one.rank - other.rank || one.place - other.place);
  return options.map(({ option }) => option);
}
