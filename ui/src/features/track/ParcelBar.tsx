import { useTranslation } from "react-i18next";
import { Button, Menu, Progress, SelectionBar, useSecondsSince, Waiting } from "~/design";
import type { ParcelRow } from "~/ipc/bindings";
import type { Underway } from "./underway";
import type { ParcelDeeds, Running } from "./useParcelDeeds";

/** Under the list while parcels are selected, or while something runs: what can be done with them. */
export function ParcelBar({
  selected,
  deeds,
  onCopy,
  onExport,
  onClear,
}: {
  selected: readonly ParcelRow[];
  deeds: ParcelDeeds;
  onCopy: () => void;
  onExport: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation("track");
  const { running, underway } = deeds;
  const [stopped] = underway.filter(({ onStop }) => onStop);
  const working = (running || underway.length > 0) && (
    <>
      {running && <Waits {...running} />}
      {underway.map((work) => (
        <Working key={`${work.deed} ${work.account}`} work={work} first={work === stopped} />
      ))}
    </>
  );
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
              { label: t("copy.deed"), icon: "copy", keys: "Control+Shift+c", onSelect: onCopy },
              { label: t("export.deed"), icon: "download", keys: "Control+e", onSelect: onExport },
              {
                label: t("act.export"),
                icon: "image",
                keys: "Control+Shift+e",
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

/** Work on its way. Of several Esc stops the first: the others have no button until then. */
function Working({ work: { deed, says, since, come, onStop }, first }: { work: Underway; first: boolean }) {
  const { t } = useTranslation("track");
  if (!come) return <Waits says={says} since={since} />;
  return (
    <div className="come" role="status">
      <Progress
        // of a parcel that several accounts know several answers come
        label={deed === "check" ? t("act.answers", { says }) : says}
        {...come}
        icon={deed === "pull" ? "download" : "refresh"}
        onStop={first ? onStop : undefined}
      />
    </div>
  );
}

function Waits({ says, since }: Running) {
  const { t } = useTranslation("track");
  const seconds = useSecondsSince(since);
  return (
    <Waiting>
      {says}{" "}
      <span className="dim" aria-hidden="true">
        {t("act.seconds", { seconds })}
      </span>
    </Waiting>
  );
}
