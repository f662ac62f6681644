import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAble } from "~/app/useAble";
import {
  Button,
  Dialog,
  Field,
  type Problem,
  ProblemNote,
  Progress,
  Select,
  useKeys,
  useSecondsSince,
  Waiting,
} from "~/design";
import { type Come, type CountsDocument, commands, type PullDocument } from "~/ipc/bindings";
import { pullList } from "~/ipc/course";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { Counts, Pulled } from "./told";

type What = "pull" | "counts";

/** The list of parcels that an account keeps: brought here whole, or compared with what is here. */
export function ListsDialog({
  account: wanted,
  start,
  onClose,
}: {
  /** The first that keeps one unless told. */
  account: string | null;
  /** Begun at once. */
  start: What | null;
  onClose: () => void;
}) {
  const { t } = useTranslation("track");
  const keepers = useAble("registrations") ?? [];
  const [chosen, choose] = useState(wanted);
  const account = chosen ?? keepers[0]?.name ?? "";
  const lists = useLists();
  const began = useRef(false);
  useEffect(() => {
    if (began.current || start === null || account === "") return;
    began.current = true;
    void lists.ask(start, account);
  });
  const pull = () => void lists.ask("pull", account);
  const compare = () => void lists.ask("counts", account);
  useKeys(
    "lists",
    [
      { keys: "Control+Enter", label: t("counts.pull"), run: pull, inFields: true },
      { keys: "c", label: t("counts.compare"), run: compare },
    ],
    { layer: "dialog" },
  );
  const { running, pulled, counts } = lists;
  // Esc stops first what can be stopped
  const leave = running?.onStop ?? onClose;
  return (
    <Dialog
      open
      wide
      onClose={leave}
      title={t("counts.title")}
      actions={
        <Button keys={running?.onStop ? undefined : "Escape"} onClick={onClose}>
          {t("counts.close")}
        </Button>
      }
    >
      {keepers.length > 1 && (
        <Field label={t("counts.account")}>
          <Select
            options={keepers.map(({ name }) => ({ value: name, label: name }))}
            value={account}
            onValue={(name) => {
              choose(name);
              lists.clear();
            }}
          />
        </Field>
      )}
      <div className="list-deed">
        <p className="mut">{t("counts.pullMeans")}</p>
        <Button icon="download" keys="Control+Enter" busy={busyOf(running, "pull")} onClick={pull}>
          {t("counts.pull")}
        </Button>
      </div>
      {running?.what === "pull" &&
        (running.come ? (
          <Progress
            label={t("counts.pulling", { account })}
            {...running.come}
            icon="download"
            onStop={running.onStop}
          />
        ) : (
          <Asked says={t("counts.pulling", { account })} since={running.since} />
        ))}
      {pulled && <Pulled pulled={pulled} />}
      <div className="list-deed">
        <p className="mut">{t("counts.compareMeans")}</p>
        <Button icon="scale" keys="c" busy={busyOf(running, "counts")} onClick={compare}>
          {t("counts.compare")}
        </Button>
      </div>
      {running?.what === "counts" && (
        <Asked says={t("counts.comparing", { account })} since={running.since} />
      )}
      {counts && <Counts counts={counts} />}
      {lists.problem && <ProblemNote problem={lists.problem} />}
    </Dialog>
  );
}

interface Running {
  what: What;
  since: number;
  /** How far a list is read, and how to stop. */
  come?: Come;
  onStop?: () => void;
}

const busyOf = (running: Running | null, what: What) => running?.what === what;

function Asked({ says, since }: { says: string; since: number }) {
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

/** One question at a time; the newest answer to each stands. */
function useLists() {
  const [running, run] = useState<Running | null>(null);
  const [pulled, setPulled] = useState<PullDocument | null>(null);
  const [counts, setCounts] = useState<CountsDocument | null>(null);
  const [problem, fail] = useState<Problem | null>(null);
  const taken = useRef(false);
  const ask = async (what: What, account: string) => {
    if (taken.current || account === "") return;
    taken.current = true;
    run({ what, since: Date.now() });
    fail(null);
    try {
      if (what === "pull") {
        const course = pullList(account, (come) => run((now) => now && { ...now, come }));
        const onStop = () => {
          course.stop();
          run((now) => now && { ...now, onStop: undefined });
        };
        run((now) => now && { ...now, onStop });
        setPulled(await course.ended);
        // what was compared before no longer holds
        setCounts(null);
        readAgain(["parcels", "status"]);
      } else setCounts(await commands.trackCounts(account));
    } catch (thrown) {
      fail(problemOf(thrown));
    } finally {
      taken.current = false;
      run(null);
    }
  };
  const clear = () => {
    setPulled(null);
    setCounts(null);
    fail(null);
  };
  return { running, pulled, counts, problem, ask, clear };
}
