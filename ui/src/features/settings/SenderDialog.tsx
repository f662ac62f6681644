import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, Field, FieldTroubles, focusField, TextInput } from "~/design";
import { useFormat } from "~/i18n/format";
import { type AddressDocument, commands, type PartyForm } from "~/ipc/bindings";
import { FormDialog } from "./FormDialog";

const BLANK: PartyForm = {
  name: "",
  company: "",
  phone: "",
  email: "",
  country: "",
  postcode: "",
  state: "",
  city: "",
  address1: "",
  address2: "",
  house_no: "",
};
/** In reading order, two a row. */
const FIELDS = [
  "name",
  "company",
  "phone",
  "email",
  "country",
  "postcode",
  "state",
  "city",
  "address1",
  "address2",
  "house_no",
] as const satisfies readonly (keyof PartyForm)[];
const NEEDED: ReadonlySet<string> = new Set(["name", "country", "city", "address1"]);

/** A sender profile: its name here, and the address. */
export function SenderDialog({
  sender,
  first,
  onClose,
}: {
  /** `null` for a new one. */
  sender: AddressDocument | null;
  /** The first one is where new orders begin. */
  first: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation("settings");
  const format = useFormat();
  const [label, setLabel] = useState(sender?.label ?? "");
  const [party, setParty] = useState<PartyForm>({ ...BLANK, ...sender?.party });
  const [preferred, prefer] = useState(sender?.is_default ?? first);
  return (
    <FormDialog
      title={t(sender ? "senders.change" : "senders.add")}
      saved={t("senders.saved", { label: label.trim() })}
      topic="addresses"
      save={() => commands.senderSave(sender?.id ?? null, label.trim(), party, preferred)}
      onClose={onClose}
      onRefused={(paths) => void (paths[0] && focusField(paths[0]))}
    >
      {(troubles) => (
        <FieldTroubles by={troubles}>
          <div className="set-party">
            <Field label={t("senders.label")} hint={t("senders.labelHint")} path="label" required>
              <TextInput value={label} onChange={(event) => setLabel(event.target.value)} />
            </Field>
            <div className="set-beside">
              <Checkbox label={t("senders.makeDefault")} checked={preferred} onChecked={prefer} />
            </div>
            {FIELDS.map((name) => (
              <Field
                key={name}
                label={t(`party.${name}`)}
                path={name}
                required={NEEDED.has(name)}
                hint={name === "country" ? t("party.countryHint") : undefined}
              >
                <TextInput
                  value={party[name]}
                  mono={name === "country"}
                  unit={name === "country" && party.country ? format.country(party.country) : undefined}
                  onChange={(event) => setParty({ ...party, [name]: event.target.value })}
                />
              </Field>
            ))}
          </div>
        </FieldTroubles>
      )}
    </FormDialog>
  );
}
