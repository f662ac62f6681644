import { useMemo } from "react";
import { useLanguage } from "./index";

/** A currency to choose: its code, and its name in the language that is shown. */
export interface CurrencyOption {
  value: string;
  label: string;
  hint: string;
}

/** Those that parcels are mostly paid in stand first. */
const FIRST = (
  "CNY USD EUR GBP JPY HKD TWD KRW SGD AUD CAD NZD MXN BRL THB VND MYR PHP IDR INR AED SAR " +
  "PLN CZK SEK NOK DKK CHF HUF TRY ILS ZAR CLP COP"
).split(" ");

/** Every currency, by code. */
export function useCurrencies(): CurrencyOption[] {
  const { language } = useLanguage();
  return useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "currency" });
    const rest = Intl.supportedValuesOf("currency").filter((code) => !FIRST.includes(code));
    return [...FIRST, ...rest].map((code) => ({ value: code, label: code, hint: names.of(code) ?? "" }));
  }, [language]);
}
