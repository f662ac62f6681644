import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Kbd, useKeys } from "~/design";
import { type AddressDocument, commands, type PartyForm } from "~/ipc/bindings";
import { PartyFields } from "./PartyFields";
import { type FormValues, isBlank } from "./values";

/** Who sends it: a profile in one line, changed by one key; its fields only where somebody wants them. */
export function SenderSection({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation("orderForm");
  const { control, setValue } = useFormContext<FormValues>();
  const sender = useWatch({ control, name: "sender" });
  const [choosing, choose] = useState(false);
  const { data: profiles = [] } = useQuery({
    queryKey: ["addresses", "senders"],
    queryFn: commands.senderList,
  });
  const profile = profiles.find(({ party }) => sameParty(party, sender));
  useKeys(
    "order-form-sender",
    [{ keys: "Alt+s", label: t("sender.switch"), run: () => choose(true), inFields: true }],
    {
      title: t("title"),
    },
  );
  return (
    <section data-path="sender">
      <div className="snd">
        <span className="lbx">{t("sender.title")}</span>
        <b className="nw">{profile?.label ?? (isBlank(sender) ? t("sender.none") : sender.name)}</b>
        <span className="mut cut">
          <Line party={sender} />
        </span>
        <span className="grow" />
        <Button variant="link" aria-expanded={open} onClick={() => onOpen(!open)}>
          {t(open ? "sender.fold" : "sender.edit")}
        </Button>
        <Button variant="link" onClick={() => choose(true)}>
          {t("sender.switch")}
        </Button>
        <Kbd keys="Alt+s" />
      </div>
      {open && <PartyFields who="sender" />}
      {choosing && (
        <Profiles
          profiles={profiles}
          onClose={() => choose(false)}
          onChoose={({ party }) => {
            setValue("sender", party, { shouldDirty: true });
            choose(false);
          }}
        />
      )}
    </section>
  );
}

/** An address in one line: its parts, as many as there are. */
export function Line({ party }: { party: PartyForm }) {
  const parts = [
    party.name,
    [party.address1, party.address2].filter(Boolean).join(" "),
    [party.city, party.state].filter(Boolean).join(" "),
    [party.postcode, party.country].filter(Boolean).join(" "),
  ].filter(Boolean);
  return parts.map((part, index) => (
    <span key={part}>
      {index > 0 && <i className="dot" />}
      {part}
    </span>
  ));
}

function sameParty(one: PartyForm, other: PartyForm): boolean {
  return (Object.keys(one) as (keyof PartyForm)[]).every(
    (field) => one[field].trim() === other[field].trim(),
  );
}

/** The profiles to choose from: a click, or the number before them. */
function Profiles({
  profiles,
  onChoose,
  onClose,
}: {
  profiles: readonly AddressDocument[];
  onChoose: (profile: AddressDocument) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("orderForm");
  return (
    <Dialog
      open
      wide
      title={t("sender.choose")}
      onClose={onClose}
      actions={
        <Button keys="Escape" onClick={onClose}>
          {t("sender.keep")}
        </Button>
      }
    >
      <ProfileKeys profiles={profiles} onChoose={onChoose} />
      {profiles.length === 0 && <p>{t("sender.noProfiles")}</p>}
      <div className="profiles">
        {profiles.map((profile, index) => (
          <button type="button" className="option" key={profile.id} onClick={() => onChoose(profile)}>
            {index < 9 ? <Kbd keys={`${index + 1}`} /> : <span className="mark" />}
            <b className="nw">{profile.label}</b>
            <span className="mut cut grow">
              <Line party={profile.party} />
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}

function ProfileKeys({
  profiles,
  onChoose,
}: {
  profiles: readonly AddressDocument[];
  onChoose: (profile: AddressDocument) => void;
}) {
  useKeys(
    "sender-profiles",
    profiles.slice(0, 9).map((profile, index) => ({
      keys: `${index + 1}`,
      label: profile.label,
      run: () => onChoose(profile),
    })),
    { layer: "dialog" },
  );
  return null;
}
