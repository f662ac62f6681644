import { decimalParts, typedDecimal } from "~/i18n/decimal";

/** A decimal times a whole number, as decimal text; `null` where either is none. Never through a float. */
export function times(decimal: string, whole: string): string | null {
  const parts = decimalParts(typedDecimal(decimal) ?? "");
  const count = typedDecimal(whole);
  if (!parts || !count || !/^\d+$/.test(count)) return null;
  return placed(BigInt(parts.whole + parts.fraction) * BigInt(count), parts.fraction.length, parts.negative);
}

/** The sum of decimals; `null` where there is none. */
export function sum(decimals: readonly string[]): string | null {
  const parts = decimals.map((text) => decimalParts(typedDecimal(text) ?? "")).filter((one) => one !== null);
  if (parts.length === 0) return null;
  const places = Math.max(...parts.map((one) => one.fraction.length));
  const units = parts.map(
    (one) => BigInt(one.whole + one.fraction.padEnd(places, "0")) * (one.negative ? -1n : 1n),
  );
  const total = units.reduce((all, one) => all + one, 0n);
  return placed(total < 0n ? -total : total, places, total < 0n);
}

function placed(units: bigint, places: number, negative: boolean): string {
  const digits = units.toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return negative && units !== 0n ? `-${text}` : text;
}
