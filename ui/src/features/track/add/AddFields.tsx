import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button, Combobox, Field, Icon, Select, TextArea } from "~/design";
import type { AccountDocument } from "~/ipc/bindings";
import { chooseFile } from "~/ipc/dialogs";
import { FOUND_OUT, type Tracker } from "./lines";
import type { Draft } from "./useDraft";

/** Lets a person choose a file of numbers. */
export function useChooseFile(onFile: (path: string) => void): () => void {
  const { t } = useTranslation("track");
  return () =>
    void chooseFile(t("add.fileTitle"), [
      { name: t("add.fileKind"), extensions: ["csv", "tsv", "txt", "xlsx"] },
    ]).then((path) => path !== null && onFile(path));
}

/** Where the numbers come from, and who follows them. */
export function AddFields({
  draft,
  change,
  accounts,
  tracker,
  field,
  busy,
  onFile,
}: {
  draft: Draft;
  change: (some: Partial<Draft>) => void;
  accounts: readonly AccountDocument[];
  tracker: Tracker;
  field: RefObject<HTMLTextAreaElement | null>;
  /** They are being followed: nothing is changed meanwhile. */
  busy: boolean;
  onFile: () => void;
}) {
  const { t } = useTranslation("track");
  const choose = (
    <Button variant="link" keys="Control+o" disabled={busy} onClick={onFile}>
      {t("add.chooseFile")}
    </Button>
  );
  return (
    <>
      <Field label={t("add.numbers")} hint={t("add.numbersHint")} end={choose}>
        <TextArea
          ref={field}
          rows={4}
          readOnly={busy}
          className="add-numbers mono"
          placeholder={t("add.placeholder")}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      {draft.file !== "" && (
        <div className="add-file">
          <Icon name="orders" size={14} />
          <span className="cut" title={draft.file}>
            {fileName(draft.file)}
          </span>
          <Button
            variant="ghost"
            icon="x"
            className="mini"
            aria-label={t("add.dropFile")}
            onClick={() => change({ file: "" })}
          />
        </div>
      )}
      <div className="add-who">
        <Field label={t("add.account")}>
          <Select
            options={accounts.map(({ name }) => ({ value: name, label: name }))}
            value={tracker.account || null}
            disabled={busy}
            onValue={(account) => change({ account, otherwise: "" })}
          />
        </Field>
        {tracker.keepsList && (
          <Field label={t("add.otherwise")} hint={t("add.otherwiseHint")}>
            <Combobox
              options={[
                { value: FOUND_OUT, label: t("add.foundOut") },
                ...tracker.carriers.map(({ code, name }) => ({
                  value: code,
                  label: name || code,
                  hint: code,
                })),
              ]}
              value={draft.otherwise}
              disabled={busy}
              onValue={(otherwise) => change({ otherwise: otherwise ?? FOUND_OUT })}
            />
          </Field>
        )}
      </div>
    </>
  );
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
