import i18next from "i18next";
import { useSyncExternalStore } from "react";
import { initReactI18next } from "react-i18next";
import { LANGUAGES, type Language, resources } from "./resources";

export { LANGUAGE_NAMES, LANGUAGES, type Language } from "./resources";

/** The language of the window that fits what the system asks for best. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted.map((one) => one.toLowerCase())) {
    if (/^zh-(tw|hk|mo|hant)/.test(tag)) return "zh-TW";
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** Starts the texts. Call once, before the first render. */
export async function init(language: Language = languageFor(navigator.languages)): Promise<void> {
  i18next.on("languageChanged", (now) => {
    document.documentElement.lang = now;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: { "zh-TW": ["zh-CN", "en"], default: ["en"] },
    supportedLngs: [...LANGUAGES],
    defaultNS: "design",
    ns: Object.keys(resources.en),
    resources,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
    initAsync: false,
  });
}

const watch = (tell: () => void) => {
  i18next.on("languageChanged", tell);
  return () => i18next.off("languageChanged", tell);
};

const setLanguage = (language: Language) => {
  // the same again would only draw every text once more
  if (language !== i18next.language) void i18next.changeLanguage(language);
};

/** The language now, and how to change it: nothing is reloaded, so a half-typed order stays. */
export function useLanguage(): { language: Language; setLanguage: (language: Language) => void } {
  const language = useSyncExternalStore(watch, () => known(i18next.language));
  return { language, setLanguage };
}

function known(tag: string): Language {
  return LANGUAGES.find((one) => one === tag) ?? "en";
}
