import type {
  Candidate,
  CarrierDocument,
  IssueDocument,
  NumberRead,
  RegistrationAsk,
  RegistrationFieldDocument,
  RegistrationResult,
} from "~/ipc/bindings";
import { carrierOptions } from "../parcel/carriers";

/** Chosen in place of a carrier: the number is that of an air waybill. No provider has such a code. */
export const WAYBILL = " waybill";
/** Chosen in place of a carrier: the account finds it out. */
export const FOUND_OUT = "";

/** What a person said of a number. */
export interface Choice {
  /** The code of a carrier, `WAYBILL` or `FOUND_OUT`. */
  carrier?: string;
  /** Fields by the provider's names. */
  fields?: Readonly<Record<string, string>>;
}

/** What the account that follows them asks for. */
export interface Tracker {
  account: string;
  /** It keeps a list of parcels, each under a carrier. */
  keepsList: boolean;
  carriers: readonly CarrierDocument[];
  /** What it takes, by the carrier's code, as far as that was asked. */
  fields: ReadonlyMap<string, readonly RegistrationFieldDocument[]>;
  /** The carrier of numbers that nothing is said of. */
  otherwise: string | null;
  /** The account for air waybills. */
  waybills: string | null;
}

/** A number on its way to be followed. */
export interface Line {
  /** What it is known by here. */
  key: string;
  number: string;
  read: NumberRead;
  isWaybill: boolean;
  /** The code of the carrier; `null`: the account finds it out, where it can. */
  carrier: string | null;
  fields: Readonly<Record<string, string>>;
  /** Names of the fields that a person is asked for. */
  asked: readonly string[];
  /** Names of those that are still empty. */
  missing: readonly string[];
  /** The account could not find the carrier out: it must be said. */
  lacksCarrier: boolean;
  result: RegistrationResult | null;
}

/** The same number may come under two carriers: those are two parcels. */
export const keyOf = ({ number, carrier }: NumberRead) =>
  carrier === null ? number : `${number} ${carrier}`;

/** A number with all that is known and chosen of it. */
export function lineOf(
  read: NumberRead,
  choice: Choice | undefined,
  result: RegistrationResult | null,
  tracker: Tracker,
): Line {
  const isWaybill = choice?.carrier === undefined ? isOnlyWaybill(read) : choice.carrier === WAYBILL;
  const carrier = isWaybill || !tracker.keepsList ? null : carrierOf(read, choice, tracker);
  const fields = { ...read.fields, ...choice?.fields };
  const known = (carrier !== null && tracker.fields.get(carrier)) || [];
  // an order fills what it can; a number that is new here has none
  const needed = known.filter(({ needed, from_order }) => needed && !(from_order && read.known));
  const asked = isWaybill ? [] : [...new Set([...needed.map(({ name }) => name), ...namedBy(result)])];
  return {
    key: keyOf(read),
    number: read.number,
    read,
    isWaybill,
    carrier,
    fields,
    asked: asked.filter((name) => !read.fields[name]),
    missing: asked.filter((name) => !fields[name]?.trim()),
    lacksCarrier: carrier === null && !isWaybill && carrierIssue(result) !== undefined,
    result,
  };
}

/** Nothing else has such numbers: asking for it as a parcel would find nothing. */
function isOnlyWaybill({ carrier, candidates }: NumberRead): boolean {
  return carrier === null && candidates.length > 0 && candidates.every(({ kind }) => kind === "air_waybill");
}

function carrierOf(read: NumberRead, choice: Choice | undefined, tracker: Tracker): string | null {
  const chosen = choice?.carrier ?? read.carrier;
  if (chosen === FOUND_OUT) return null;
  return chosen ?? spokenFor(read.candidates, tracker.carriers) ?? tracker.otherwise;
}

/** Of each list of carriers, whom a candidate means: thousands of numbers ask about few names. */
const meant = new WeakMap<readonly CarrierDocument[], Map<string, string | null>>();

/** The account's carrier that the number's check digit speaks for, where it speaks for one alone. */
export function spokenFor(
  candidates: readonly Candidate[],
  carriers: readonly CarrierDocument[],
): string | null {
  const [sure, another] = candidates.filter(({ sure }) => sure === "checksum");
  if (!sure || another) return null;
  const known = meant.get(carriers) ?? new Map<string, string | null>();
  meant.set(carriers, known);
  const name = `${sure.kind} ${sure.carrier} ${sure.name}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const fitting = carrierOptions(carriers, [sure]).filter(({ fits }) => fits !== null);
  const code = fitting.length === 1 ? (fitting[0]?.value ?? null) : null;
  known.set(name, code);
  return code;
}

/** What the last try said of the carrier: that it is needed, and which ones the account found. */
export function carrierIssue(result: RegistrationResult | null): IssueDocument | undefined {
  return result?.error?.fields.find(({ path }) => lastOf(path) === "carrier_code");
}

/** The name of the field in a path. */
export const lastOf = (path: string) => path.split(".").at(-1) ?? path;

/** What the last try said is missing, beyond number and carrier. */
export function namedBy(result: RegistrationResult | null): string[] {
  const names = (result?.error?.fields ?? []).map(({ path }) => lastOf(path));
  return names.filter((name) => !["number", "carrier", "tracking_number", "carrier_code"].includes(name));
}

/** Done, now or before. */
export const isDone = ({ outcome }: RegistrationResult) => outcome === "done" || outcome === "already";

/** Whether it can be sent as it stands. */
export function isReady(line: Line, tracker: Tracker): boolean {
  if (line.read.issue || (line.result && isDone(line.result))) return false;
  if (line.isWaybill) return tracker.waybills !== null;
  return line.missing.length === 0 && !line.lacksCarrier;
}

/** Whether it waits for somebody. */
export function isTroubled(line: Line, tracker: Tracker): boolean {
  return !isReady(line, tracker) || line.result !== null;
}

/** A line as it is sent: empty fields are none. */
export function askOf({ number, carrier, fields }: Line): RegistrationAsk {
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== "");
  return { number, carrier, fields: Object.fromEntries(given) };
}
