import { useTranslation } from "react-i18next";
import { Button, useKeys } from "~/design";

/** The foot of a dialog of the parcel: leave it as it is, or do it; Ctrl+Enter does it from any field. */
export function DialogFoot({
  deed,
  disabled = false,
  since,
  onDo,
  onClose,
}: {
  /** What it does. */
  deed: string;
  disabled?: boolean;
  /** Since when it is being done. */
  since: number | null;
  onDo: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("track");
  useKeys("form", [{ keys: "Control+Enter", label: deed, run: onDo, when: !disabled, inFields: true }], {
    layer: "dialog",
  });
  return (
    <>
      <Button keys="Escape" onClick={onClose}>
        {t("live.cancel")}
      </Button>
      <Button
        variant="primary"
        keys="Control+Enter"
        disabled={disabled}
        busy={since ?? undefined}
        onClick={onDo}
      >
        {deed}
      </Button>
    </>
  );
}
