import * as arithmetic from "~/i18n/arithmetic";
import { typedDecimal } from "~/i18n/decimal";

const read = (typed: string) => typedDecimal(typed) ?? "";

/** A decimal as typed times a whole number as typed; `null` where either is none. */
export const times = (decimal: string, whole: string): string | null =>
  arithmetic.times(read(decimal), read(whole));

/** The sum of decimals as typed; `null` where there is none. */
export const sum = (decimals: readonly string[]): string | null => arithmetic.sum(decimals.map(read));
