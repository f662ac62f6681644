import { useTranslation } from "react-i18next";
import { Button, Menu, Progress, SelectionBar, useSecondsSince, Waiting } from "~/design";
import type { ParcelRow } from "~/ipc/bindings";
import type { ParcelDeeds, Running } from "./useParcelDeeds";

/** Under the list while parcels are selected, or while something runs: what can be done with them. */
export function ParcelBar({
  selected,
  deeds,
  onClear,
}: {
  selected: readonly ParcelRow[];
  deeds: ParcelDeeds;
  onClear: () => void;
}) {
  const { t } = useTranslation("track");
  const { running } = deeds;
  const working = running && <Working running={running} />;
  if (selected.length === 0) return working ? <SelectionBar count={working} /> : null;
  return (
    <SelectionBar
      count={t("act.selected", { count: selected.length })}
      actions={
        <>
          {working}
          <Button keys="F5" icon="refresh" onClick={() => deeds.check(selected)}>
            {t("act.check")}
          </Button>
          <Button keys="s" onClick={() => deeds.stop(selected)}>
            {t("act.stop")}
          </Button>
          <Menu
            trigger={<Button icon="more" aria-label={t("act.more")} />}
            entries={[
              {
                label: t("act.export"),
                icon: "download",
                keys: "Control+e",
                disabled: !selected.some(({ pods }) => pods > 0),
                onSelect: () => deeds.exportPods(selected),
              },
              { label: t("act.clear"), icon: "x", keys: "Escape", onSelect: onClear },
              "separator",
              {
                label: t("act.removeFrom"),
                icon: "ban",
                keys: "Delete",
                danger: true,
                onSelect: () => deeds.remove(selected),
              },
            ]}
          />
        </>
      }
    />
  );
}

function Working({ running }: { running: Running }) {
  const { t } = useTranslation("track");
  const seconds = useSecondsSince(running.since);
  const { says, come, onStop } = running;
  if (come)
    return (
      <div className="come" role="status">
        <Progress label={says} {...come} icon="refresh" onStop={onStop} />
      </div>
    );
  return (
    <Waiting>
      {says}{" "}
      <span className="dim" aria-hidden="true">
        {t("act.seconds", { seconds })}
      </span>
    </Waiting>
  );
}
