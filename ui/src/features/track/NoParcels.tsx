import { useTranslation } from "react-i18next";
import { Button, Empty } from "~/design";

/** Why the list is empty, and what to do next. */
export function NoParcels({
  text,
  needsPerson,
  onAsk,
  onAdd,
  onAll,
}: {
  text: string;
  needsPerson: boolean;
  onAsk: () => void;
  onAdd: () => void;
  onAll: () => void;
}) {
  const { t } = useTranslation("track");
  if (needsPerson) {
    const all = (
      <Button icon="track" keys="i" onClick={onAll}>
        {t("list.showAll")}
      </Button>
    );
    return (
      <Empty icon="done" title={text ? t("list.noneNeeds", { text }) : t("list.nobodyNeeds")} actions={all} />
    );
  }
  if (!text) {
    const add = (
      <Button icon="plus" keys="a" onClick={onAdd}>
        {t("add.open")}
      </Button>
    );
    return (
      <Empty icon="track" title={t("list.empty")} actions={add}>
        {t("list.emptyNext")}
      </Empty>
    );
  }
  const ask = (
    <Button variant="primary" icon="refresh" keys="Enter" onClick={onAsk}>
      {t("list.ask", { number: text })}
    </Button>
  );
  return (
    <Empty icon="notfound" title={t("list.none", { text })} actions={mayBeNumber(text) && ask}>
      {mayBeNumber(text) && t("list.noneNext")}
    </Empty>
  );
}

/** Whether a text may be the number of a parcel: letters and figures, and enough of them. */
export function mayBeNumber(text: string): boolean {
  const plain = text.replace(/[\s-]/g, "");
  return /^[A-Za-z0-9]{6,40}$/.test(plain) && /\d{3}/.test(plain);
}
