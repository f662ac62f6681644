import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { useAble } from "~/app/useAble";
import {
  Button,
  Combobox,
  Dialog,
  Field,
  focusField,
  type Option,
  ProblemNote,
  SegmentedControl,
  Select,
  TextInput,
  useKeys,
} from "~/design";
import { useLanguage } from "~/i18n";
import { countries } from "~/i18n/countries";
import { commands } from "~/ipc/bindings";
import { Told } from "./Told";
import { type Lane, missingOf, useLane } from "./useLane";

const FIRST: Lane = {
  what: "remote",
  account: "",
  country: "",
  postcode: "",
  carrier: "",
  from: "CN",
  to: "",
};

/** Questions before buying: whether a place is a remote area, and how long a carrier takes. */
export function LanesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("track");
  const accounts = useAble("lanes") ?? [];
  const [noted, note] = useSessionState<Partial<Lane>>("track.lane", FIRST);
  const account = accounts.find(({ name }) => name === noted.account)?.name ?? accounts[0]?.name ?? "";
  const lane: Lane = { ...FIRST, ...noted, account };
  const asked = useLane();
  const [tried, setTried] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const missing = missingOf(lane);
  const change = (some: Partial<Lane>) => {
    note({ ...lane, ...some });
    asked.clear();
  };
  const ask = () => {
    setTried(true);
    const [first] = missing;
    if (first) focusField(first, frame.current ?? undefined);
    else void asked.ask(lane);
  };
  useKeys("lanes", [{ keys: "Control+Enter", label: t("lanes.ask"), run: ask, inFields: true }], {
    layer: "dialog",
  });
  const trouble = (name: keyof Lane) => (tried && missing.includes(name) ? t("lanes.needed") : undefined);
  return (
    <Dialog
      open
      holds
      onClose={onClose}
      title={t("lanes.title")}
      actions={
        <>
          <Button keys="Escape" onClick={onClose}>
            {t("lanes.close")}
          </Button>
          <Button variant="primary" keys="Control+Enter" busy={asked.since ?? undefined} onClick={ask}>
            {t("lanes.ask")}
          </Button>
        </>
      }
    >
      <div ref={frame} className="lanes">
        <SegmentedControl
          label={t("lanes.what")}
          value={lane.what}
          onValue={(what) => {
            setTried(false);
            change({ what });
          }}
          segments={[
            { value: "remote", label: t("lanes.remote") },
            { value: "transit", label: t("lanes.transit") },
          ]}
        />
        {accounts.length > 1 && (
          <Field label={t("lanes.account")}>
            <Select
              options={accounts.map(({ name }) => ({ value: name, label: name }))}
              value={account}
              onValue={(name) => change({ account: name, carrier: "" })}
            />
          </Field>
        )}
        {lane.what === "remote" ? (
          <div className="lane-fields">
            <Place name="country" label={t("lanes.country")} {...{ lane, change, trouble }} />
            <Field label={t("lanes.postcode")} path="postcode" required error={trouble("postcode")}>
              <TextInput
                mono
                value={lane.postcode}
                onChange={(event) => change({ postcode: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && !event.nativeEvent.isComposing && event.keyCode !== 229) ask();
                }}
              />
            </Field>
          </div>
        ) : (
          <>
            <Carriers {...{ lane, change, trouble }} />
            <div className="lane-fields">
              <Place name="from" label={t("lanes.from")} {...{ lane, change, trouble }} />
              <Place name="to" label={t("lanes.to")} {...{ lane, change, trouble }} />
            </div>
          </>
        )}
      </div>
      {asked.problem && <ProblemNote problem={asked.problem} />}
      <Told told={asked.told} account={account} />
    </Dialog>
  );
}

interface Part {
  lane: Lane;
  change: (some: Partial<Lane>) => void;
  trouble: (name: keyof Lane) => string | undefined;
}

function Place({
  name,
  label,
  lane,
  change,
  trouble,
}: Part & { name: "country" | "from" | "to"; label: string }) {
  const { language } = useLanguage();
  const all = countries(language);
  const options = useMemo<Option[]>(
    () => all.map(({ code, name: country }) => ({ value: code, label: country, hint: code })),
    [all],
  );
  const words = useMemo(() => new Map(all.map(({ code, words: some }) => [code, some.join(" ")])), [all]);
  return (
    <Field label={label} path={name} required error={trouble(name)}>
      <Combobox
        options={options}
        value={lane[name] || null}
        onValue={(code) => change({ [name]: code ?? "" })}
        searchWords={({ value }) => words.get(value) ?? ""}
      />
    </Field>
  );
}

function Carriers({ lane, change, trouble }: Part) {
  const { t } = useTranslation("track");
  const { data } = useQuery({
    queryKey: ["accounts", "carriers", lane.account],
    queryFn: () => commands.carrierList(lane.account),
    enabled: lane.account !== "",
  });
  const options = (data ?? []).map(({ code, name }) => ({ value: code, label: name || code, hint: code }));
  return (
    <Field label={t("lanes.carrier")} path="carrier" required error={trouble("carrier")}>
      <Combobox
        options={options}
        value={lane.carrier || null}
        onValue={(code) => change({ carrier: code ?? "" })}
      />
    </Field>
  );
}
