import type { BoxPresetDocument } from "~/ipc/bindings";
import { sum, times } from "./amounts";
import { type FormValues, isBlank } from "./values";

/** Something that can be put into a field by one key; never put there unasked. */
export interface Offer {
  path: string;
  value: string;
}

/** Countries whose postcodes have five figures and may begin with a zero, which spreadsheets eat. */
const FIVE_FIGURES = new Set(["PR", "DE", "ES", "FR", "IT", "FI", "EE", "MX", "TR", "UA"]);
/** In the US only those of the north-east and of Puerto Rico do. */
const ZERO_STATES = new Set(["CT", "MA", "ME", "NH", "NJ", "PR", "RI", "VT"]);

/** What could stand in the field that is wrong or missing; `null` where nothing is sure enough to offer. */
export function offerFor(
  path: string,
  values: FormValues,
  presets: readonly BoxPresetDocument[],
): Offer | null {
  const value = postcode(path, values) ?? boxWeight(path, values, presets) ?? itemField(path, values);
  return value === null ? null : { path, value };
}

/** A zero that was lost in front. */
function postcode(path: string, values: FormValues): string | null {
  const whose = /^(sender|recipient)\.postcode$/.exec(path)?.[1];
  if (whose !== "sender" && whose !== "recipient") return null;
  const { postcode: typed, country, state } = values[whose];
  const begins = country.trim() === "US" ? ZERO_STATES.has(state.trim()) : FIVE_FIGURES.has(country.trim());
  return begins && /^\d{4}$/.test(typed.trim()) ? `0${typed.trim()}` : null;
}

/** What the goods and their carton weigh together, where both are known: goods alone would be too light. */
function boxWeight(path: string, values: FormValues, presets: readonly BoxPresetDocument[]): string | null {
  const index = /^boxes\[(\d+)\]\.weight_kg$/.exec(path)?.[1];
  const box = index === undefined ? undefined : values.boxes[Number(index)];
  if (box?.weight_kg.trim() !== "") return null;
  const items = box.items.filter((item) => !isBlank(item));
  const weights = items.map((item) => times(item.unit_weight_kg, item.quantity));
  if (weights.length === 0 || weights.some((weight) => weight === null)) return null;
  const tare = presetOf(box, presets)?.tare_kg;
  return tare ? sum([...weights.flatMap((weight) => weight ?? []), tare]) : null;
}

/** The currency of the other goods, and one piece. */
function itemField(path: string, values: FormValues): string | null {
  const field = /^boxes\[\d+\]\.items\[\d+\]\.(currency|quantity)$/.exec(path)?.[1];
  if (field === "quantity") return "1";
  if (field !== "currency") return null;
  return currencyOf(values) || null;
}

/** The currency that goods of this order are declared in, as far as it is one. */
export function currencyOf(values: Pick<FormValues, "boxes">): string {
  const named = new Set(
    values.boxes.flatMap((box) => box.items.flatMap((item) => item.currency.trim() || [])),
  );
  return named.size === 1 ? ([...named][0] ?? "") : "";
}

/** The carton of the station that has these sides. */
export function presetOf(
  box: { length_cm: string; width_cm: string; height_cm: string },
  presets: readonly BoxPresetDocument[],
): BoxPresetDocument | undefined {
  const same = (one: string, other: string) => one.trim() !== "" && Number(one) === Number(other);
  return presets.find(
    (preset) =>
      same(preset.length_cm, box.length_cm) &&
      same(preset.width_cm, box.width_cm) &&
      same(preset.height_cm, box.height_cm),
  );
}

/** What fits on a line of most labels. */
export const LINE = 35;

/** Words of the first line that go to the second: those past what fits, else the last one. `null` where it is one word. */
export function splitLine(line1: string, line2: string): { line1: string; line2: string } | null {
  const fits = line1.trimEnd();
  const cut = fits.length > LINE ? fits.lastIndexOf(" ", LINE) : fits.lastIndexOf(" ");
  const at = cut > 0 ? cut : fits.length > LINE ? LINE : -1;
  if (at <= 0) return null;
  const moved = fits.slice(at).replace(/^[\s,，]+/, "");
  return {
    line1: fits.slice(0, at).replace(/[\s,，]+$/, ""),
    line2: [moved, line2.trim()].filter(Boolean).join(", "),
  };
}
