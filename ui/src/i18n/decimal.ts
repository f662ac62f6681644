/** Decimals as text: amounts and weights never pass through a binary float. */

const DECIMAL = /^([+\-\u2212]?)(\d+)(?:\.(\d+))?$/;

/** A decimal text in its parts. */
export interface DecimalParts {
  negative: boolean;
  whole: string;
  fraction: string;
}

/** The parts of a decimal text, or `null` where it is none. */
export function decimalParts(text: string): DecimalParts | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const zero = /^0*$/.test(whole + fraction);
  return {
    negative: (sign === "-" || sign === "\u2212") && !zero,
    whole: whole.replace(/^0+(?=\d)/, ""),
    fraction,
  };
}

/** Whether a decimal text is zero. */
export function isZero(text: string): boolean {
  const parts = decimalParts(text);
  return parts !== null && /^0*$/.test(parts.whole + parts.fraction);
}

/**
 * What a person typed as a decimal, in the form the engine takes: full-width digits and points become plain ones.
 * `null` where it is no number; a comma is never guessed at.
 */
export function typedDecimal(typed: string): string | null {
  const plain = typed
    .trim()
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\uff0e\u3002]/g, ".")
    .replace(/^\uff0d/, "-")
    .replace(/^(-?)\./, "$10.");
  const parts = decimalParts(plain);
  if (!parts) return null;
  return `${parts.negative ? "-" : ""}${parts.whole}${parts.fraction ? `.${parts.fraction}` : ""}`;
}

/** Whole digits with their thousands grouped, as every language of the window does it: `1,204`. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A decimal text with its thousands grouped and a real minus. `null` where it is no number. */
export function groupedDecimal(text: string, sign: "auto" | "always" = "auto"): string | null {
  const parts = decimalParts(text);
  if (!parts) return null;
  const lead = parts.negative ? "\u2212" : sign === "always" && !isZero(text) ? "+" : "";
  return lead + grouped(parts.whole) + (parts.fraction ? `.${parts.fraction}` : "");
}
