import { useMemo } from "react";
import type { Option } from "~/design";
import { useLanguage } from "~/i18n";

/** Those that parcels are mostly paid in stand first. */
const FIRST = (
  "CNY USD EUR GBP JPY HKD TWD KRW SGD AUD CAD NZD MXN BRL THB VND MYR PHP IDR INR AED SAR " +
  "PLN CZK SEK NOK DKK CHF HUF TRY ILS ZAR CLP COP"
).split(" ");

/** Every currency, by code, with its name in the language that is shown. */
export function useCurrencies(): Option[] {
  const { language } = useLanguage();
  return useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "currency" });
    const rest = Intl.supportedValuesOf("currency").filter((code) => !FIRST.includes(code));
    return [...FIRST, ...rest].map((code) => ({ value: code, label: code, hint: names.of(code) ?? "" }));
  }, [language]);
}
