import { LANGUAGES, type Language } from "./resources";

/** A country by all the names it is found by. */
export interface Country {
  code: string;
  name: string;
  /** Lower case, in every language of the window. */
  words: readonly string[];
}

/** ISO 3166-1 alpha-2, and XK, which carriers use. */
const CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split(
    " ",
  );

const KNOWN = new Set(CODES);

/** What carriers and shops write beside the names of the standard. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  GB: ["uk"],
  MO: ["macau"],
  TR: ["turkey"],
  US: ["usa"],
  VN: ["viet nam"],
};

/** Where most parcels go: first among names that fit equally well. */
const COMMON = ["US", "GB", "DE", "FR", "CA", "AU", "JP", "IT", "ES", "NL", "TW", "HK", "CN", "KR", "SG"];

const made = new Map<Language, readonly Country[]>();

/** The countries, with their names in a language. */
export function countries(language: Language): readonly Country[] {
  const known = made.get(language);
  if (known) return known;
  // the short names too: Hong Kong beside Hong Kong SAR China
  const names = LANGUAGES.flatMap((one) =>
    (["long", "short"] as const).map(
      (style) => new Intl.DisplayNames(one, { type: "region", style, fallback: "code" }),
    ),
  );
  const own = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  const all = CODES.map((code) => ({
    code,
    name: own.of(code) ?? code,
    words: [...names.map((one) => (one.of(code) ?? code).toLowerCase()), ...(ALIASES[code] ?? [])],
  }));
  made.set(language, all);
  return all;
}

/** Countries for what is typed, the likeliest first: the very code, names that begin so, names that have it. */
export function findCountries(typed: string, language: Language, most = 8): Country[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [];
  return countries(language)
    .map((country) => ({ country, rank: rankOf(country, wanted) }))
    .filter(({ rank }) => rank < 4)
    .sort((one, other) => one.rank - other.rank || commonness(one.country) - commonness(other.country))
    .slice(0, most)
    .map(({ country }) => country);
}

function commonness({ code }: Country): number {
  const place = COMMON.indexOf(code);
  return place < 0 ? COMMON.length : place;
}

function rankOf({ code, words }: Country, wanted: string): number {
  if (code.toLowerCase() === wanted) return 0;
  if (words.includes(wanted)) return 1;
  if (words.some((word) => word.startsWith(wanted))) return 2;
  return words.some((word) => word.includes(wanted)) ? 3 : 4;
}

const codes = new Map<string, string>();

/** The code of the country that is written by its code or by its whole name in any language of the window. */
export function codeOf(written: string): string | null {
  const plain = written.trim();
  // most are codes already, and the names of all countries in all languages are many
  const code = plain.toUpperCase();
  if (KNOWN.has(code)) return code;
  if (codes.size === 0) {
    for (const { code, words } of countries("en")) {
      for (const word of [...words, code.toLowerCase()]) codes.set(word, code);
    }
  }
  return codes.get(plain.toLowerCase()) ?? null;
}

/** The country that a text names beyond doubt: by its code, or by its whole name in any language. */
export function countryOf(typed: string, language: Language): Country | null {
  const first = findCountries(typed, language, 1)[0];
  return first && rankOf(first, typed.trim().toLowerCase()) <= 1 ? first : null;
}
