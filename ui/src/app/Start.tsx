import i18next from "i18next";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, CodeText, ProblemNote, useBusy, useKeys, Waiting } from "~/design";
import { commands, type DeskDocument, type ErrorDocument } from "~/ipc/bindings";
import { chooseFile } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { App } from "./App";
import { DeskProvider } from "./desk";
import { enter } from "./opening";

/** An opening that takes longer than this is said. */
const PATIENCE_MS = 400;

/** Shows the folder that is being opened; then there is a window, or what to do instead. */
export function Start({ opening }: { opening: DeskDocument | Promise<DeskDocument> }) {
  const [desk, setDesk] = useState(opening instanceof Promise ? null : opening);
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const open = useCallback(async (folder: () => Promise<DeskDocument>) => {
    try {
      const opened = await folder();
      enter(opened);
      await i18next.changeLanguage(opened.language);
      setProblem(null);
      setDesk(opened);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, []);
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current && opening instanceof Promise) void open(() => opening);
    begun.current = true;
  }, [open, opening]);
  if (desk) {
    return (
      <DeskProvider opened={desk}>
        <App cameWithPage={!(opening instanceof Promise)} />
      </DeskProvider>
    );
  }
  return problem ? <Shut problem={problem} open={open} /> : <Opening />;
}

function Opening() {
  const { t } = useTranslation("app");
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <div className="opening">{late && <Waiting>{t("start.opening")}</Waiting>}</div>;
}

/** The folder cannot be opened: what happened, what to do, and how to go on. */
function Shut({
  problem,
  open,
}: {
  problem: ErrorDocument;
  open: (folder: () => Promise<DeskDocument>) => Promise<void>;
}) {
  const { t } = useTranslation("app");
  const { run, since } = useBusy<"again" | "restore">();
  const again = () => void run("again", () => open(() => commands.deskShow()));
  const restore = async () => {
    const file = await chooseFile(t("start.which"), [{ name: t("start.kind"), extensions: ["zip"] }]);
    if (file !== null) await run("restore", () => open(() => commands.restore(file)));
  };
  useKeys(
    "start",
    [
      { keys: "Enter", label: t("start.again"), run: again },
      { keys: "3", label: t("start.restore"), run: () => void restore() },
    ],
    { title: t("start.fails") },
  );
  const folder = problem.params.folder ?? problem.params.file ?? problem.params.path;
  return (
    <main className="shut">
      <h1>{t("start.fails")}</h1>
      <div role="alert">
        <ProblemNote problem={problem} />
      </div>
      {folder && (
        <p className="row">
          <span className="mut">{t("start.folder")}</span>
          <CodeText code={folder} copyable />
        </p>
      )}
      <p className="mut">
        {t("start.nothingLost")} {t("start.restoreKeeps")}
      </p>
      <div className="row">
        <Button variant="primary" keys="Enter" autoFocus busy={since("again")} onClick={again}>
          {t("start.again")}
        </Button>
        <Button keys="3" busy={since("restore")} onClick={() => void restore()}>
          {t("start.restore")}
        </Button>
      </div>
    </main>
  );
}
