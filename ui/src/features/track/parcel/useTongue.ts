import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "~/design";
import { useLanguage } from "~/i18n";
import type { Tongue } from "../sentence";

/** The words of a parcel in the language that is shown. */
export function useTongue(): Tongue {
  const { t } = useTranslation("track");
  const { t: words } = useTranslation("design");
  const { language } = useLanguage();
  const now = useNow();
  return useMemo(() => ({ t, words, language, now }), [t, words, language, now]);
}
