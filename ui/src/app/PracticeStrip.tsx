import { useTranslation } from "react-i18next";
import { Button, Icon, notify, useBusy } from "~/design";
import { commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { useDesk } from "./desk";

/** Says that nothing here is real, and how to leave. */
export function PracticeStrip() {
  const { t } = useTranslation("app");
  const { desk, openFolder } = useDesk();
  const { run, since } = useBusy<"leave">();
  if (!desk.practice) return null;
  const leave = () =>
    run("leave", async () => {
      try {
        await openFolder(() => commands.practiceLeave(), "/accounts/new");
      } catch (error) {
        notify.problem(problemOf(error));
      }
    });
  return (
    <div className="practice-strip" role="note" data-area>
      <Icon name="info" />
      <b>{t("practice.name")}</b>
      <span className="cut">{t("practice.says")}</span>
      <Button variant="link" busy={since("leave")} onClick={() => void leave()}>
        {t("practice.leave")}
      </Button>
    </div>
  );
}
