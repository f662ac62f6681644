import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useDesk } from "~/app/desk";
import { Button, Icon, Kbd, ProblemNote, SegmentedControl, useBusy, useKeys } from "~/design";
import { LANGUAGE_NAMES, LANGUAGES } from "~/i18n";
import { commands, type DeskDocument, type ErrorDocument } from "~/ipc/bindings";
import { chooseFile } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { Logo } from "./Logo";
import { Providers, useProviders } from "./Providers";
import "./first-start.css";

/** The first thing that anybody sees: practise, connect an account, or take over a backup. */
export function FirstStart() {
  const { t } = useTranslation("firstStart");
  const { desk, openFolder, change } = useDesk();
  const [, go] = useLocation();
  const { run, since, running } = useBusy<"practice" | "restore">();
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const providers = useProviders();

  const open = (what: "practice" | "restore", folder: () => Promise<DeskDocument>) =>
    run(what, async () => {
      setProblem(null);
      try {
        const { fresh } = await openFolder(folder);
        return fresh ? undefined : "stay";
      } catch (error) {
        setProblem(problemOf(error));
      }
    });
  const practise = () => void open("practice", () => commands.practiceStart());
  const connect = () => {
    if (!running) go("/accounts/new");
  };
  const restore = async () => {
    if (running) return;
    const file = await chooseFile(t("restore.choose"), [{ name: t("restore.kind"), extensions: ["zip"] }]);
    if (file !== null) await open("restore", () => commands.restore(file));
  };

  useKeys(
    "first-start",
    [
      { keys: "Enter", label: t("practice.start"), run: practise },
      { keys: "1", label: t("practice.start"), run: practise },
      { keys: "2", label: t("connect.title"), run: connect },
      { keys: "3", label: t("restore.do"), run: () => void restore() },
      {
        keys: "Escape",
        label: t("title"),
        run: () => setProblem(null),
        when: problem !== null,
        hidden: true,
      },
    ],
    { title: t("title") },
  );

  return (
    <div className="first-start">
      <header>
        <Logo />
        <h1>Shipdesk</h1>
        <span className="grow" />
        <SegmentedControl
          label={t("language")}
          segments={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
          value={desk.language}
          onValue={(language) =>
            change("language", language).catch((error: unknown) => setProblem(problemOf(error)))
          }
        />
      </header>
      <main>
        <h2>{t("title")}</h2>
        <div className="ways">
          <section className="way first" aria-label={t("practice.title")}>
            <h3>
              <Icon name="box" size={24} />
              <span className="grow">{t("practice.title")}</span>
              <Kbd keys="1" />
            </h3>
            <p className={providers.data ? undefined : "unseen"}>{t("practice.about")}</p>
            <ul>
              {[t("practice.ready"), t("practice.prints"), t("practice.trouble"), t("practice.apart")].map(
                (good) => (
                  <li key={good}>
                    <Icon name="check" className="good" />
                    {good}
                  </li>
                ),
              )}
            </ul>
            <span className="grow" />
            <p className="frame">
              <i />
              {t("practice.frame")}
            </p>
            <Button variant="primary" big keys="Enter" autoFocus busy={since("practice")} onClick={practise}>
              {t("practice.start")}
            </Button>
          </section>
          <section className="way" aria-label={t("connect.title")}>
            <h3>
              <Icon name="accounts" size={24} />
              <span className="grow">{t("connect.title")}</span>
              <Kbd keys="2" />
            </h3>
            <p>{t("connect.about")}</p>
            <Providers providers={providers.data ?? null} />
            <span className="grow" />
            <Button big keys="2" onClick={connect}>
              {t("connect.choose")}
            </Button>
          </section>
        </div>
        <div role="alert">
          {problem && <ProblemNote problem={problem} onAcknowledge={() => setProblem(null)} />}
        </div>
        <footer>
          <span className="row">
            <Icon name="lock" size={14} />
            {t("here")}
          </span>
          <span className="row">
            <Icon name="back" size={14} />
            <Button variant="link" keys="3" busy={since("restore")} onClick={() => void restore()}>
              {t("restore.do")}
            </Button>
          </span>
          <span className="grow" />
          <span className="dim">
            {desk.version}
            <i className="dot" />
            {t("sqlite", { version: desk.sqlite_version })}
          </span>
        </footer>
      </main>
    </div>
  );
}
