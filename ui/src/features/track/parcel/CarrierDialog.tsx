import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Combobox, Dialog, Field, ProblemNote } from "~/design";
import { commands, type ErrorDocument, type RegistrationDocument, type TrackDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { DialogFoot } from "./DialogFoot";
import { useCarriers } from "./useCarriers";

/** Says at the provider that another carrier has the parcel. */
export function CarrierDialog({
  number,
  registration,
  onChanged,
  onClose,
}: {
  number: string;
  registration: RegistrationDocument;
  onChanged: (track: TrackDocument) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("track");
  const { account } = registration;
  const carriers = useCarriers(account, number);
  const [carrier, choose] = useState<string | null>(registration.carrier || null);
  const [since, setSince] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<ErrorDocument | null>(null);
  const other = carrier !== null && carrier !== registration.carrier;
  const submit = async () => {
    if (since !== null || carrier === null) return;
    setSince(Date.now());
    setRefusal(null);
    try {
      onChanged(await commands.trackCarrier(number, account, carrier));
      onClose();
    } catch (error) {
      setRefusal(problemOf(error));
      setSince(null);
    }
  };
  const actions = (
    <DialogFoot
      deed={t("live.change")}
      disabled={!other}
      since={since}
      onDo={() => void submit()}
      onClose={onClose}
    />
  );
  const problem = refusal ?? carriers.problem;
  return (
    <Dialog open title={t("live.changeTitle", { account })} actions={actions} onClose={onClose} holds>
      <p className="mut">{t("live.changeMeans")}</p>
      {problem && <ProblemNote problem={problem} />}
      <Field
        label={t("live.carrier")}
        hint={carriers.loading ? t("live.carriersComing") : t("live.carrierHint")}
      >
        <Combobox
          options={carriers.options}
          value={carrier}
          onValue={choose}
          placeholder={registration.carrier || t("live.carrierFind")}
        />
      </Field>
    </Dialog>
  );
}
