import { decimalParts } from "./decimal";

/** A decimal as a whole number of its smallest places: amounts and weights are counted without a float. */
interface Scaled {
  units: bigint;
  scale: number;
}

function scaled(text: string): Scaled | null {
  const parts = decimalParts(text);
  if (!parts) return null;
  const units = BigInt(parts.whole + parts.fraction);
  return { units: parts.negative ? -units : units, scale: parts.fraction.length };
}

const raised = ({ units, scale }: Scaled, to: number) => units * 10n ** BigInt(to - scale);

function written(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale > 0 ? `.${digits.slice(digits.length - scale)}` : "";
  return `${units < 0n ? "-" : ""}${whole}${fraction}`;
}

/** Below zero where `one` is less than `other`. What is no number comes last. */
export function compareAmounts(one: string, other: string): number {
  const [left, right] = [scaled(one), scaled(other)];
  if (!left || !right) return left ? -1 : right ? 1 : 0;
  const scale = Math.max(left.scale, right.scale);
  const apart = raised(left, scale) - raised(right, scale);
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
}

/** The sum of decimal texts; what is no number is left out. `null` where there is none. */
export function sum(decimals: readonly string[]): string | null {
  const parts = decimals.map(scaled).filter((one) => one !== null);
  if (parts.length === 0) return null;
  const scale = Math.max(...parts.map((one) => one.scale));
  return written(
    parts.reduce((total, one) => total + raised(one, scale), 0n),
    scale,
  );
}

/** `one + other`, or `null` where one of them is no number. */
export function plus(one: string, other: string): string | null {
  return scaled(one) && scaled(other) ? sum([one, other]) : null;
}

/** `one − other`, or `null` where one of them is no number. */
export function minus(one: string, other: string): string | null {
  return plus(one, other.startsWith("-") ? other.slice(1) : `-${other}`);
}

/** A decimal times a whole number; `null` where either is none. */
export function times(decimal: string, whole: string): string | null {
  const one = scaled(decimal);
  return one && /^\d+$/.test(whole) ? written(one.units * BigInt(whole), one.scale) : null;
}
