import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog, Field, FieldTroubles, notify, ProblemNote, Select, Skeleton, TextInput } from "~/design";
import {
  commands,
  type ErrorDocument,
  type RegistrationDocument,
  type RegistrationFieldDocument,
} from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { DialogFoot } from "./DialogFoot";
import { useFieldWords } from "./fieldWords";

/** What a provider's list says of the parcel, to be changed: the fields are those that the account lets one change. */
export function EditDialog({
  number,
  registration: { account, carrier },
  onClose,
}: {
  number: string;
  registration: RegistrationDocument;
  onClose: () => void;
}) {
  const { t } = useTranslation("track");
  const words = useFieldWords();
  const { fields, problem } = useHeldFields({ number, account, carrier });
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const { refusal, since, save } = useEditing({ number, account, onDone: onClose });
  const changed = changesOf(fields ?? [], typed);
  const any = Object.keys(changed).length > 0;
  const first = useRef<HTMLInputElement>(null);
  const here = fields !== null;
  useEffect(() => {
    if (here) first.current?.focus();
  }, [here]);
  const actions = (
    <DialogFoot
      deed={t("live.save")}
      disabled={!any}
      since={since}
      onDo={() => void save(changed)}
      onClose={onClose}
    />
  );
  const troubles = (refusal?.fields ?? []).map((issue) => [issue.path, { text: issue.message }]);
  const said = refusal ?? problem;
  return (
    <Dialog open title={t("live.editTitle", { account })} actions={actions} onClose={onClose} holds>
      <p className="mut">{t("live.editMeans", { number })}</p>
      {said && <ProblemNote problem={said} />}
      {fields?.length === 0 && <p>{t("live.editNothing")}</p>}
      {!fields && !problem && <Skeleton width={240} />}
      <FieldTroubles by={Object.fromEntries(troubles)}>
        {fields?.map(({ name, value, choices }, index) => (
          <Field key={name} label={words.labelOf(name)} path={name} hint={words.hintOf(name)}>
            {choices.length > 0 ? (
              <Select
                options={choices.map((choice) => ({ value: choice, label: words.choiceOf(name, choice) }))}
                value={typed[name] ?? value}
                placeholder={t("live.unchanged")}
                onValue={(choice) => setTyped({ ...typed, [name]: choice })}
              />
            ) : (
              <TextInput
                ref={index === 0 ? first : undefined}
                value={typed[name] ?? value ?? ""}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </FieldTroubles>
    </Dialog>
  );
}

/** The fields that may be changed, each with what is known of it here; `null` while they are read. */
function useHeldFields({ number, account, carrier }: { number: string; account: string; carrier: string }) {
  const held = useQuery({
    queryKey: ["parcels", "registration", number, account, carrier],
    queryFn: () => commands.registrationFields(account, carrier, number),
  });
  return {
    fields: held.data?.filter(({ editable }) => editable) ?? null,
    problem: held.error ? problemOf(held.error) : null,
  };
}

/** What was typed and is not there already; an emptied field is a change too. */
function changesOf(
  fields: readonly RegistrationFieldDocument[],
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  const changes = fields.flatMap(({ name, value }) => {
    const now = typed[name]?.trim();
    return now === undefined || now === (value ?? "") ? [] : [[name, now] as const];
  });
  return Object.fromEntries(changes);
}

function useEditing({ number, account, onDone }: { number: string; account: string; onDone: () => void }) {
  const { t } = useTranslation("track");
  const [since, setSince] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<ErrorDocument | null>(null);
  const save = async (fields: Record<string, string>) => {
    if (since !== null) return;
    setSince(Date.now());
    setRefusal(null);
    try {
      const { results } = await commands.trackEdit(account, [{ number, carrier: null, fields }]);
      const error = results[0]?.error ?? null;
      setRefusal(error);
      if (error === null) {
        notify.success(t("live.said.edited", { account }));
        readAgain(["parcels"]);
        onDone();
      }
    } catch (error) {
      setRefusal(problemOf(error));
    } finally {
      setSince(null);
    }
  };
  return { refusal, since, save };
}
