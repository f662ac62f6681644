import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "~/app/desk";
import { Button, CodeText, Confirm, Note, ProblemNote, useBusy } from "~/design";
import { useFormat } from "~/i18n/format";
import { type BackupDocument, commands, type ErrorDocument, type VerifyDocument } from "~/ipc/bindings";
import { chooseFile, chooseWhere } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { Section } from "./parts";

const ZIP = ["zip"];

type Doing = "backup" | "restore" | "verify";
type Told = { backup: BackupDocument } | { verify: VerifyDocument } | { problem: ErrorDocument };

/** What can be done with the folder as a whole. */
export function useFolder() {
  const { t } = useTranslation("settings");
  const { openFolder } = useDesk();
  const { run, since } = useBusy<Doing>();
  const [told, setTold] = useState<Told | null>(null);
  const [chosen, choose] = useState<string | null>(null);

  const tell = (what: Doing, work: () => Promise<Told | null>) =>
    run(what, async () => {
      setTold(null);
      try {
        setTold(await work());
      } catch (error) {
        setTold({ problem: problemOf(error) });
      }
    });
  const kinds = [{ name: t("data.kind"), extensions: ZIP }];
  return {
    since,
    told,
    chosen,
    backup: async () => {
      const day = new Intl.DateTimeFormat("sv-SE").format(new Date());
      const file = await chooseWhere(t("data.backupWhere"), `shipdesk-${day}.zip`, kinds);
      if (file !== null) await tell("backup", async () => ({ backup: await commands.backup(file) }));
    },
    verify: () => tell("verify", async () => ({ verify: await commands.verify() })),
    /** Asks which backup; nothing is done before it is confirmed. */
    askRestore: async () => choose(await chooseFile(t("data.restoreWhich"), kinds)),
    restore: async () => {
      if (chosen === null) return;
      await tell("restore", async () => {
        await openFolder(() => commands.restore(chosen));
        return null;
      });
      choose(null);
    },
    forget: () => choose(null),
  };
}

/** Where everything is kept: the path, a backup, a backup taken over, and whether all of it is whole. */
export function DataSection({
  index,
  folder,
  path,
}: {
  index: number;
  folder: ReturnType<typeof useFolder>;
  path: string;
}) {
  const { t } = useTranslation("settings");
  return (
    <Section id="data" index={index} title={t("data.title")} about={t("data.about")}>
      <div className="set-path">
        <CodeText code={path} copyable />
      </div>
      <div className="row set-wrap">
        <Button icon="download" keys="b" busy={folder.since("backup")} onClick={() => void folder.backup()}>
          {t("data.backup")}
        </Button>
        <Button icon="done" keys="v" busy={folder.since("verify")} onClick={() => void folder.verify()}>
          {t("data.verify")}
        </Button>
        <Button icon="back" keys="r" onClick={() => void folder.askRestore()}>
          {t("data.restore")}
        </Button>
      </div>
      <div role="status" aria-live="polite">
        {folder.told && <Outcome told={folder.told} />}
      </div>
      <Confirm
        open={folder.chosen !== null}
        danger
        title={t("data.restoreTitle")}
        confirm={t("data.restoreNow")}
        busy={folder.since("restore")}
        onConfirm={() => void folder.restore()}
        onClose={folder.forget}
      >
        <p className="mono set-break">{folder.chosen}</p>
        <p>{t("data.restoreMeans")}</p>
        <p>{t("data.restoreKeeps")}</p>
      </Confirm>
    </Section>
  );
}

function Outcome({ told }: { told: Told }) {
  const { t } = useTranslation("settings");
  const format = useFormat();
  if ("problem" in told) return <ProblemNote problem={told.problem} />;
  if ("backup" in told) {
    const { file, orders, files, bytes, at } = told.backup;
    return (
      <Note tone="good" title={t("data.backedUp", { time: format.time(at) })}>
        <span className="mono set-break">{file}</span>
        <br />
        {t("data.inIt", {
          orders: format.number(orders),
          files: format.number(files),
          megabytes: format.decimal((Math.max(bytes, 52_429) / 1_048_576).toFixed(1)),
        })}
      </Note>
    );
  }
  const { good, findings, orders, files, journal } = told.verify;
  const looked = t("data.lookedAt", {
    orders: format.number(orders),
    files: format.number(files),
    journal: format.number(journal),
  });
  return (
    <Note tone={good ? "good" : "bad"} title={t(good ? "data.whole" : "data.damaged")}>
      {looked}
      {!good && (
        <>
          <span className="set-findings mono">{findings.join("\n")}</span>
          {t("data.damagedNext")}
        </>
      )}
    </Note>
  );
}
