import { useTranslation } from "react-i18next";
import { useAble } from "~/app/useAble";
import { Button, Menu, type MenuEntry } from "~/design";
import type { Over } from "./ParcelList";

/** What else can be done here: lists that providers keep, and questions before buying. */
export function ListMenu({
  onCheck,
  onExport,
  show,
}: {
  onCheck: () => void;
  onExport: () => void;
  show: (over: Over) => void;
}) {
  const { t } = useTranslation("track");
  const keepers = useAble("registrations") ?? [];
  const knowLanes = useAble("lanes") ?? [];
  const lists = keepers.flatMap(({ name: account }): MenuEntry[] => [
    {
      label: t("counts.pullFrom", { account }),
      icon: "download",
      onSelect: () => show({ what: "lists", account, start: "pull" }),
    },
    {
      label: t("counts.compareWith", { account }),
      icon: "scale",
      onSelect: () => show({ what: "lists", account, start: "counts" }),
    },
  ]);
  return (
    <Menu
      trigger={<Button icon="more" aria-label={t("act.more")} />}
      entries={[
        { label: t("act.check"), icon: "refresh", keys: "F5", onSelect: onCheck },
        { label: t("export.deed"), icon: "download", keys: "Control+e", onSelect: onExport },
        ...(lists.length > 0 ? ["separator" as const, ...lists] : []),
        ...(knowLanes.length > 0
          ? [
              "separator" as const,
              {
                label: t("lanes.open"),
                icon: "question" as const,
                keys: "q",
                onSelect: () => show({ what: "lanes" }),
              },
            ]
          : []),
      ]}
    />
  );
}
