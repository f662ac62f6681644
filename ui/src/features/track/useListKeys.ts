import { useTranslation } from "react-i18next";
import { useAble } from "~/app/useAble";
import { useKeys } from "~/design";
import type { ParcelRow } from "~/ipc/bindings";
import type { Over } from "./ParcelList";
import type { ParcelDeeds } from "./useParcelDeeds";

/** The keys of the list. They act on what is selected, else on the current row. */
export function useListKeys({
  deeds,
  targets,
  show,
  onAdd,
  onCopy,
  onExport,
  onTurn,
  onFind,
  onBack,
  canGoBack,
}: {
  deeds: Omit<ParcelDeeds, "check"> & { check: () => void };
  targets: readonly ParcelRow[];
  show: (over: Over) => void;
  onAdd: () => void;
  /** As a table for whoever asked. */
  onCopy: (rows: readonly ParcelRow[]) => void;
  /** Into a file: what is selected, else all that is listed. */
  onExport: () => void;
  /** Between all parcels and those that need somebody. */
  onTurn: () => void;
  onFind: () => void;
  onBack: () => void;
  canGoBack: () => boolean;
}): void {
  const { t } = useTranslation("track");
  const keepers = useAble("registrations") ?? [];
  const knowLanes = useAble("lanes") ?? [];
  const some = targets.length > 0;
  useKeys(
    "track",
    [
      { keys: "a", label: t("add.open"), run: onAdd },
      { keys: "Control+n", label: t("add.open"), run: onAdd, hidden: true },
      { keys: "/", label: t("keys.find"), run: onFind },
      { keys: "i", label: t("keys.turn"), run: onTurn },
      { keys: "F5", label: t("act.check"), run: deeds.check },
      {
        keys: "Control+Shift+c",
        label: t("copy.deed"),
        run: () => onCopy(targets),
        when: some,
        inFields: true,
      },
      { keys: "s", label: t("act.stop"), run: () => deeds.stop(targets), when: some },
      { keys: "Delete", label: t("act.removeFrom"), run: () => deeds.remove(targets), when: some },
      { keys: "Control+e", label: t("export.deed"), run: onExport },
      {
        keys: "Control+Shift+e",
        label: t("act.export"),
        run: () => deeds.exportPods(targets),
        when: targets.some(({ pods }) => pods > 0),
      },
      {
        keys: "l",
        label: t("counts.open"),
        run: () => show({ what: "lists", account: null, start: null }),
        when: keepers.length > 0,
      },
      { keys: "q", label: t("lanes.open"), run: () => show({ what: "lanes" }), when: knowLanes.length > 0 },
      { keys: "Escape", label: t("keys.back"), hidden: true, when: canGoBack, run: onBack },
    ],
    { title: t("list.title") },
  );
}
