import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, type FieldTrouble, notify, ProblemNote, useBusy, useKeys } from "~/design";
import type { ErrorDocument, Topic } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** Troubles by the last name of their path: `party.city` and `sender.city` are the field `city`. */
type Troubles = Readonly<Record<string, FieldTrouble>>;

/**
 * A dialog with a form. Ctrl+Enter saves from any field. What the engine refuses stands at its field, and whatever
 * it says beyond that above the form; nothing that was typed goes away.
 */
export function FormDialog({
  title,
  saved,
  topic,
  save,
  onClose,
  onRefused,
  children,
}: {
  title: string;
  /** What is said when it was saved. */
  saved: string;
  topic: Topic;
  save: () => Promise<unknown>;
  onClose: () => void;
  onRefused: (paths: string[]) => void;
  children: (troubles: Troubles) => ReactNode;
}) {
  const { t } = useTranslation("settings");
  const { run, since } = useBusy<"save">();
  const [refusal, setRefusal] = useState<ErrorDocument | null>(null);
  const troubles: Troubles = Object.fromEntries(
    (refusal?.fields ?? []).map((issue) => [lastName(issue.path), { text: issue.message }]),
  );
  const submit = () =>
    run("save", async () => {
      try {
        await save();
        readAgain([topic]);
        notify.success(saved);
        onClose();
        return "stay";
      } catch (error) {
        const refused = problemOf(error);
        setRefusal(refused);
        onRefused(refused.fields.map((issue) => lastName(issue.path)));
      }
    });
  const actions = (
    <>
      <Button keys="Escape" onClick={onClose}>
        {t("act.cancel")}
      </Button>
      <Button variant="primary" keys="Control+Enter" busy={since("save")} onClick={() => void submit()}>
        {t("act.save")}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} wide holds onClose={onClose} actions={actions}>
      <SaveKey label={t("act.save")} run={() => void submit()} />
      <div className="set-form-body">
        {refusal && <ProblemNote problem={refusal} />}
        {children(troubles)}
      </div>
    </Dialog>
  );
}

function SaveKey({ label, run }: { label: string; run: () => void }) {
  useKeys("form", [{ keys: "Control+Enter", label, run, inFields: true }], { layer: "dialog" });
  return null;
}

function lastName(path: string): string {
  return path.split(".").at(-1) ?? path;
}
