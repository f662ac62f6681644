import { useTranslation } from "react-i18next";
import { useDesk } from "~/app/desk";
import { useSessionScroll } from "~/app/session";
import { ProblemNote, Skeleton, TopBar, useKeys } from "~/design";
import { useFormat } from "~/i18n/format";
import { problemOf } from "~/ipc/problem";
import { BoxesSection } from "./BoxesSection";
import { DataSection, useFolder } from "./DataSection";
import { LookSection } from "./LookSection";
import { MoneySection, StationSection } from "./MoneySections";
import { PrintSection } from "./PrintSection";
import { Section } from "./parts";
import { SendersSection } from "./SendersSection";
import { SavingProvider, useSaving, useSettings } from "./useSettings";
import "./settings.css";

const SECTIONS = ["look", "station", "money", "print", "senders", "boxes", "data", "about"] as const;

/** Everything that a station can choose, in one column; each change is kept at once. */
export function SettingsScreen() {
  return (
    <SavingProvider>
      <Settings />
    </SavingProvider>
  );
}

function Settings() {
  const { t } = useTranslation("settings");
  const { data: settings, error } = useSettings();
  const folder = useFolder();
  const scroll = useSessionScroll("settings.scroll");
  const goTo = (id: string) => {
    const section = document.getElementById(`settings-${id}`);
    section?.scrollIntoView({ block: "start" });
    beginningOf(section)?.focus({ preventScroll: true });
  };
  useKeys(
    "settings",
    [
      ...SECTIONS.map((id, place) => ({
        keys: `g ${place + 1}`,
        label: t(`${id}.title`),
        run: () => goTo(id),
      })),
      { keys: "b", label: t("data.backup"), run: () => void folder.backup() },
      { keys: "v", label: t("data.verify"), run: () => void folder.verify() },
      { keys: "r", label: t("data.restore"), run: () => void folder.askRestore() },
    ],
    { title: t("title") },
  );
  return (
    <div className="col">
      <TopBar title={t("title")}>
        <LastSaved />
      </TopBar>
      <div className="settings" ref={scroll}>
        <div className="settings-column">
          {error && <ProblemNote problem={problemOf(error)} />}
          <LookSection index={1} />
          {settings ? (
            <>
              <StationSection index={2} settings={settings} />
              <MoneySection index={3} settings={settings} />
              <PrintSection index={4} settings={settings} />
            </>
          ) : (
            !error && <Skeleton width={420} />
          )}
          <SendersSection index={5} />
          <BoxesSection index={6} />
          <FolderAndAbout folder={folder} />
        </div>
      </div>
    </div>
  );
}

/** What is chosen there, or a button. A field would swallow the screen's keys: there it is the heading. */
function beginningOf(section: HTMLElement | null): HTMLElement | null | undefined {
  const first = section?.querySelector<HTMLElement>("input, button");
  if (first?.matches("[type=radio]")) return section?.querySelector<HTMLElement>("input:checked");
  return first?.matches("button:not([role=combobox])") ? first : section?.querySelector<HTMLElement>("h2");
}

function FolderAndAbout({ folder }: { folder: ReturnType<typeof useFolder> }) {
  const { t } = useTranslation("settings");
  const { desk } = useDesk();
  return (
    <>
      <DataSection index={7} folder={folder} path={desk.data_dir} />
      <Section id="about" index={8} title={t("about.title")}>
        <dl className="set-facts">
          <dt>{t("about.version")}</dt>
          <dd>{desk.version}</dd>
          <dt>{t("about.sqlite")}</dt>
          <dd>{desk.sqlite_version}</dd>
          <dt>{t("about.license")}</dt>
          <dd>{t("about.mit")}</dd>
        </dl>
        <p className="mut">{t("about.free")}</p>
      </Section>
    </>
  );
}

/** Says what was saved last, for eyes and for screen readers. */
function LastSaved() {
  const { t } = useTranslation("settings");
  const format = useFormat();
  const { saved } = useSaving();
  return (
    <span className="mut small" role="status" aria-live="polite">
      {saved ? t("saved.said", { what: saved.label, time: format.time(saved.at) }) : t("saved.byItself")}
    </span>
  );
}
