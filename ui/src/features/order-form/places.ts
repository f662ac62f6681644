/** States and provinces as carriers write them. Elsewhere the field is free text. */
const STATES: Readonly<Record<string, string>> = {
  US: "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming",
  CA: "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon",
  AU: "ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia",
};

/** A state by its code and name. */
export interface State {
  code: string;
  name: string;
}

/** The states of a country for what is typed; all of them where nothing is. */
export function findStates(country: string, typed: string): State[] {
  const all = (STATES[country.trim().toUpperCase()] ?? "").split("|").filter(Boolean);
  const wanted = typed.trim().toLowerCase();
  const states = all.map((one) => ({
    code: one.slice(0, one.indexOf(" ")),
    name: one.slice(one.indexOf(" ") + 1),
  }));
  const starts = (state: State) =>
    state.code.toLowerCase().startsWith(wanted) || state.name.toLowerCase().startsWith(wanted);
  const exact = (state: State) => state.code.toLowerCase() === wanted;
  return states.filter(starts).sort((one, other) => Number(exact(other)) - Number(exact(one)));
}
