import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Combobox, Dialog, Field, FieldTroubles, notify, ProblemNote, TextInput } from "~/design";
import { commands, type ErrorDocument, type RegistrationFieldDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { useCorrections } from "../useCorrections";
import { DialogFoot } from "./DialogFoot";
import { useFieldWords } from "./fieldWords";
import { useCarriers } from "./useCarriers";

/** Puts a parcel on the list of an account. A field is asked for only where the carrier cannot do without it. */
export function FollowDialog({
  number,
  account,
  hasOrder,
  onClose,
}: {
  number: string;
  account: string;
  /** What an order knows is taken from it. */
  hasOrder: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation("track");
  const words = useFieldWords();
  const carriers = useCarriers(account, number);
  const [carrier, choose] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { refusal, since, follow } = useFollowing({ number, account, onDone: onClose });
  const fields = useAskedFields({ account, carrier, hasOrder, refusal });
  const given = fields.flatMap((name) => {
    const value = values[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  const submit = () => void follow(carrier, Object.fromEntries(given));
  const actions = <DialogFoot deed={t("live.follow")} since={since} onDo={submit} onClose={onClose} />;
  const problem = refusal ?? carriers.problem;
  const troubles = (refusal?.fields ?? []).map((issue) => [issue.path, { text: issue.message }]);
  return (
    <Dialog open title={t("live.followTitle", { account })} actions={actions} onClose={onClose} holds>
      <p className="mut">{t("live.followMeans", { number })}</p>
      {problem && <ProblemNote problem={problem} />}
      <FieldTroubles by={Object.fromEntries(troubles)}>
        <Field
          label={t("live.carrier")}
          path="carrier"
          hint={carriers.loading ? t("live.carriersComing") : t("live.carrierFree")}
        >
          <Combobox
            options={carriers.options}
            value={carrier}
            onValue={choose}
            placeholder={t("live.carrierFind")}
          />
        </Field>
        {fields.map((name) => (
          <Field key={name} label={words.labelOf(name)} path={name} required hint={words.hintOf(name)}>
            <TextInput
              mono
              value={values[name] ?? ""}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
      </FieldTroubles>
    </Dialog>
  );
}

function useFollowing({ number, account, onDone }: { number: string; account: string; onDone: () => void }) {
  const { t } = useTranslation("track");
  const [since, setSince] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<ErrorDocument | null>(null);
  const tellCorrections = useCorrections();
  const follow = async (carrier: string | null, fields: Record<string, string>) => {
    if (since !== null) return;
    setSince(Date.now());
    try {
      const { results } = await commands.trackAdd(account, [{ number, carrier, fields }]);
      const [result] = results;
      setRefusal(result?.error ?? null);
      if (result?.outcome === "done" || result?.outcome === "already") {
        notify.success(t(`live.followed.${result.outcome}`, { account }));
        tellCorrections(results);
        readAgain(["parcels", "status"]);
        onDone();
      }
    } catch (error) {
      setRefusal(problemOf(error));
    } finally {
      setSince(null);
    }
  };
  return { refusal, since, follow };
}

/** The names of fields to ask for: what this carrier needs and no order gives, and what was missed when it was tried. */
function useAskedFields({
  account,
  carrier,
  hasOrder,
  refusal,
}: {
  account: string;
  carrier: string | null;
  hasOrder: boolean;
  refusal: ErrorDocument | null;
}): string[] {
  const known = useQuery({
    queryKey: ["accounts", "registration fields", account, carrier],
    queryFn: () => commands.registrationFields(account, carrier ?? "", null),
    enabled: carrier !== null,
  });
  const needed = (known.data ?? []).filter((one) => isAsked(one, hasOrder)).map(({ name }) => name);
  const missed = (refusal?.fields ?? []).map(({ path }) => path).filter((path) => path !== "carrier");
  return [...new Set([...needed, ...missed])];
}

const isAsked = ({ needed, from_order }: RegistrationFieldDocument, hasOrder: boolean) =>
  needed && !(from_order && hasOrder);
