import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Note, TextArea, useKeys } from "~/design";

/** The text that was pasted, to read or to change, and to be read again. */
export function PasteDialog({
  text: given,
  nothing,
  onRead,
  onClose,
}: {
  text: string;
  /** Nothing was recognised in it. */
  nothing: boolean;
  onRead: (text: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("orderForm");
  const [text, type] = useState(given);
  const area = useRef<HTMLTextAreaElement>(null);
  const read = () => text.trim() !== "" && onRead(text);
  return (
    <Dialog
      open
      holds
      title={t("paste.title")}
      onClose={onClose}
      initialFocus={area}
      actions={
        <>
          <Button keys="Escape" onClick={onClose}>
            {t("paste.close")}
          </Button>
          <Button variant="primary" keys="Control+Enter" disabled={text.trim() === ""} onClick={read}>
            {t("paste.read")}
          </Button>
        </>
      }
    >
      <PasteKeys label={t("paste.read")} run={read} />
      {nothing && <Note tone="warn" title={t("paste.nothing")} live />}
      <TextArea
        ref={area}
        rows={9}
        aria-label={t("paste.text")}
        placeholder={t("paste.text")}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
    </Dialog>
  );
}

function PasteKeys({ label, run }: { label: string; run: () => void }) {
  useKeys("paste", [{ keys: "Control+Enter", label, run, inFields: true }], { layer: "dialog" });
  return null;
}
