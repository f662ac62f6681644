import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, Field, Kbd, type Suggestion, TextInput } from "~/design";
import { useLanguage } from "~/i18n";
import { type Country, countryOf, findCountries } from "~/i18n/countries";
import { useFormat } from "~/i18n/format";
import { commands, type PartyForm } from "~/ipc/bindings";
import { useFormTools, useText } from "./context";
import { findStates } from "./places";
import { LINE } from "./suggest";
import { TypeAhead } from "./TypeAhead";
import { type FormValues, isRequired } from "./values";

type Who = "sender" | "recipient";

/** The fields of a sender or recipient, in the order in which an address is read. */
export function PartyFields({ who, onSplit }: { who: Who; onSplit?: () => void }) {
  const { t } = useTranslation("orderForm");
  return (
    <div className="g4">
      {who === "recipient" ? <KnownPerson who={who} field="name" /> : <Plain who={who} field="name" />}
      <Plain who={who} field="company" placeholder={t("optional")} />
      {who === "recipient" ? <KnownPerson who={who} field="phone" /> : <Plain who={who} field="phone" />}
      <Plain who={who} field="email" />
      <FirstLine who={who} onSplit={onSplit} />
      <Plain who={who} field="address2" />
      <Plain who={who} field="house_no" />
      <CountryField who={who} />
      <Plain who={who} field="postcode" />
      <Plain who={who} field="city" />
      <StateField who={who} />
    </div>
  );
}

/** The frame of a field of a party: label, trouble, bars. */
function PartyField({
  who,
  field,
  children,
  ...rest
}: {
  who: Who;
  field: keyof PartyForm;
  className?: string;
  hint?: ReactNode;
  count?: number;
  max?: number;
  children: ReactNode;
}) {
  const { t } = useTranslation("orderForm");
  const { troubleOf, barsOf } = useFormTools();
  const country = useWatch<FormValues>({ name: `${who}.country` }) as string;
  const path = `${who}.${field}`;
  const trouble = troubleOf(path);
  return (
    <Field
      label={t(`field.${field}`)}
      path={path}
      required={isRequired(field, country)}
      confidence={barsOf(path)}
      error={trouble?.tone === "check" ? undefined : trouble?.text}
      check={trouble?.tone === "check" ? trouble.text : undefined}
      {...rest}
    >
      {children}
    </Field>
  );
}

function Plain({ who, field, placeholder }: { who: Who; field: keyof PartyForm; placeholder?: string }) {
  const { register } = useFormContext<FormValues>();
  return (
    <PartyField who={who} field={field}>
      <TextInput placeholder={placeholder} {...register(`${who}.${field}`)} />
    </PartyField>
  );
}

/** The street. What is too long for a label goes to the second line by one key. */
function FirstLine({ who, onSplit }: { who: Who; onSplit?: () => void }) {
  const { t } = useTranslation("orderForm");
  const { register } = useFormContext<FormValues>();
  const line = useWatch<FormValues>({ name: `${who}.address1` }) as string;
  const long = line.length > LINE;
  const move = long && onSplit && (
    <>
      {t("long", { count: LINE })}{" "}
      <Button variant="link" tabIndex={-1} onClick={onSplit}>
        {t("moveWords")}
      </Button>{" "}
      <Kbd keys="Alt+ArrowDown" />
    </>
  );
  return (
    <PartyField
      who={who}
      field="address1"
      className="two"
      hint={move || undefined}
      count={long ? line.length : undefined}
      max={LINE}
    >
      <TextInput {...register(`${who}.address1`)} />
    </PartyField>
  );
}

/** Name and phone find people who got something before; taking one fills the whole address. */
function KnownPerson({ who, field }: { who: "recipient"; field: "name" | "phone" }) {
  const { value, set, blur } = useText(`${who}.${field}`);
  const { setValue, getValues } = useFormContext<FormValues>();
  const [asked, ask] = useState("");
  const { data: people = [] } = useQuery({
    queryKey: ["addresses", "recipient", asked],
    queryFn: () => commands.recipientFind(asked),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
  });
  const shown = asked.length >= 2 ? people : [];
  const suggestions = shown.map((person) => ({
    key: person.id,
    text: person.party[field],
    label: person.party.name,
    hint: [person.party.phone, person.party.city, person.party.country].filter(Boolean).join(" · "),
  }));
  const take = (suggestion: Suggestion) => {
    ask("");
    const person = shown.find((one) => one.id === suggestion.key);
    if (person) setValue(who, { ...getValues(who), ...person.party }, { shouldDirty: true });
  };
  return (
    <PartyField who={who} field={field}>
      <TypeAhead
        value={value}
        onValue={(text) => {
          set(text);
          ask(text.trim());
        }}
        onTake={take}
        suggestions={suggestions}
        onBlur={blur}
      />
    </PartyField>
  );
}

function CountryField({ who }: { who: Who }) {
  const { value, set, blur } = useText(`${who}.country`);
  const { language } = useLanguage();
  const format = useFormat();
  const known = /^[A-Z]{2}$/.test(value.trim());
  const found = known ? [] : findCountries(value, language);
  const suggestionOf = ({ code, name }: Country): Suggestion => ({ text: code, label: name, hint: code });
  return (
    <PartyField who={who} field="country">
      <TypeAhead
        value={value}
        onValue={set}
        onTake={(taken) => set(taken.text)}
        suggestions={found.map(suggestionOf)}
        unit={known ? <span className="place-name cut">{format.country(value.trim())}</span> : undefined}
        // Enter takes the likeliest; Tab only what names a country beyond doubt
        pick={(key) => {
          const best = key === "Enter" ? found[0] : countryOf(value, language);
          return best ? suggestionOf(best) : null;
        }}
        onBlur={() => {
          const named = known ? null : countryOf(value, language);
          if (named) set(named.code);
          blur();
        }}
      />
    </PartyField>
  );
}

function StateField({ who }: { who: Who }) {
  const { value, set, blur } = useText(`${who}.state`);
  const country = useWatch<FormValues>({ name: `${who}.country` }) as string;
  const states = findStates(country, value);
  const own = states.find((state) => state.code === value.trim());
  const suggestions = own ? [] : states.map(({ code, name }) => ({ text: code, label: name, hint: code }));
  return (
    <PartyField who={who} field="state">
      <TypeAhead
        value={value}
        onValue={set}
        onTake={(taken) => set(taken.text)}
        suggestions={suggestions}
        unit={own ? <span className="place-name cut">{own.name}</span> : undefined}
        pick={(key) => (key === "Enter" && value.trim() !== "" ? (suggestions[0] ?? null) : null)}
        onBlur={blur}
      />
    </PartyField>
  );
}
