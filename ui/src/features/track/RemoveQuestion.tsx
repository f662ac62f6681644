import { useTranslation } from "react-i18next";
import { Confirm } from "~/design";
import type { ParcelDeeds } from "./useParcelDeeds";

const MOST_NAMED = 4;

/** Before parcels are taken off a provider's list: what goes, and what stays. */
export function RemoveQuestion({ deeds: { removing, answer } }: { deeds: ParcelDeeds }) {
  const { t } = useTranslation("track");
  if (!removing) return null;
  const more = removing.length - MOST_NAMED;
  return (
    <Confirm
      open
      danger
      title={t("act.remove.title", { count: removing.length })}
      confirm={t("act.remove.yes", { count: removing.length })}
      cancel={t("act.remove.no")}
      onConfirm={() => answer(true)}
      onClose={() => answer(false)}
    >
      <p className="named-numbers mono">
        {removing.slice(0, MOST_NAMED).map(({ number }) => (
          <span key={number}>{number}</span>
        ))}
        {more > 0 && <span className="dim">{t("act.remove.more", { count: more })}</span>}
      </p>
      <p>{t("act.remove.means")}</p>
    </Confirm>
  );
}
