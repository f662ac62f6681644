import { useTranslation } from "react-i18next";
import { Button, Icon, TopBar, useSecondsSince } from "~/design";
import { useFormat } from "~/i18n/format";
import type { Saving } from "./saver";

/** Who waits longer than this is told. */
const SLOW_S = 2;

/** The bar over the form: which order, and how its saving stands. */
export function FormTop({
  number,
  isNew,
  saving,
  savedAt,
  onBack,
  onPaste,
  onDuplicate,
}: {
  number: string;
  isNew: boolean;
  saving: Saving;
  savedAt: string;
  onBack: () => void;
  onPaste: () => void;
  onDuplicate: () => void;
}) {
  const { t } = useTranslation("orderForm");
  return (
    <div className="form-top">
      <TopBar
        title={
          <>
            <Button
              variant="ghost"
              icon="back"
              keys="Escape"
              aria-label={t("back")}
              tabIndex={-1}
              onClick={onBack}
            />
            {t(isNew ? "newOrder" : "title")} <span className="mono">{number}</span>
          </>
        }
        views={<Saved saving={saving} at={savedAt} />}
      >
        <Button variant="ghost" icon="paste" keys="Control+v" tabIndex={-1} onClick={onPaste}>
          {t("paste.open")}
        </Button>
        <Button variant="ghost" icon="copy" keys="Control+d" tabIndex={-1} onClick={onDuplicate}>
          {t("duplicate")}
        </Button>
      </TopBar>
    </div>
  );
}

function Saved({ saving, at }: { saving: Saving; at: string }) {
  const { t } = useTranslation("orderForm");
  const format = useFormat();
  if (saving.problem) {
    return (
      <span className="small bad nw" role="status">
        <Icon name="xc" size={14} /> {t("saving.failed")}
      </span>
    );
  }
  if (saving.since !== null) return <Slow since={saving.since} />;
  return (
    <span className="small dim nw" title={format.exact(at)}>
      <Icon name="check" size={14} /> {t("saving.saved", { at: format.clock(at) })}
    </span>
  );
}

function Slow({ since }: { since: number }) {
  const { t } = useTranslation("orderForm");
  const seconds = useSecondsSince(since);
  return (
    <span className="small dim nw" role={seconds >= SLOW_S ? "status" : undefined}>
      <Icon name="sending" size={14} spin />{" "}
      {seconds >= SLOW_S ? t("saving.slow", { seconds }) : t("saving.running")}
    </span>
  );
}
