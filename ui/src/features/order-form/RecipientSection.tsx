import { useTranslation } from "react-i18next";
import { Button, Icon } from "~/design";
import { PartyFields } from "./PartyFields";
import type { Pasted } from "./paste";

/** Who gets it, and what of it was read from a pasted text. */
export function RecipientSection({
  pasted,
  onShowText,
  onSplit,
}: {
  pasted: Pasted | null;
  onShowText: () => void;
  onSplit: () => void;
}) {
  const { t } = useTranslation("orderForm");
  const unsure = Object.values(pasted?.fields ?? {}).filter((field) => field.bars < 3 && !field.seen).length;
  return (
    <section className="recipient">
      <h2 className="sec">
        {t("recipient.title")}
        {pasted ? (
          <span className="pst" role="status">
            <Icon name="paste" size={14} />
            {t("paste.found", { count: pasted.count })}
            {unsure > 0 && <b>{t("paste.unsure", { count: unsure })}</b>}
            <Button variant="link" tabIndex={-1} onClick={onShowText}>
              {t("paste.show")}
            </Button>
          </span>
        ) : (
          <span className="pst dim">{t("paste.hint")}</span>
        )}
      </h2>
      <PartyFields who="recipient" onSplit={onSplit} />
    </section>
  );
}
