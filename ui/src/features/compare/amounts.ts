import { decimalParts } from "~/i18n/decimal";

/** Amounts as text, counted without a float. */
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

function alike(one: Scaled, other: Scaled): { scale: number; left: bigint; right: bigint } {
  const scale = Math.max(one.scale, other.scale);
  const raise = ({ units, scale: own }: Scaled) => units * 10n ** BigInt(scale - own);
  return { scale, left: raise(one), right: raise(other) };
}

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
  const both = alike(left, right);
  return both.left < both.right ? -1 : both.left > both.right ? 1 : 0;
}

/** `one + other`, or `null` where one of them is no number. */
export function plus(one: string, other: string): string | null {
  const [left, right] = [scaled(one), scaled(other)];
  if (!left || !right) return null;
  const both = alike(left, right);
  return written(both.left + both.right, both.scale);
}

/** `one − other`, or `null` where one of them is no number. */
export function minus(one: string, other: string): string | null {
  return plus(one, other.startsWith("-") ? other.slice(1) : `-${other}`);
}
