import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import type { RegistrationResult } from "~/ipc/bindings";

/** So many corrected carriers are named. */
const NAMED = 3;

/** Says which carriers a provider corrected when it took the parcels. */
export function useCorrections() {
  const { t } = useTranslation("track");
  return (results: readonly RegistrationResult[]) => {
    const corrected = results.flatMap(({ number, carrier, corrected_from }) =>
      corrected_from ? [`${number} ${corrected_from} → ${carrier}`] : [],
    );
    if (corrected.length === 0) return;
    const more = corrected.length > NAMED ? " …" : "";
    const list = corrected.slice(0, NAMED).join(" · ") + more;
    notify.success(t("add.corrected", { count: corrected.length, list }));
  };
}
