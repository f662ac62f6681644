import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAble } from "~/app/useAble";
import {
  Button,
  Dialog,
  Field,
  ProblemNote,
  Progress,
  Select,
  useKeys,
  useSecondsSince,
  Waiting,
} from "~/design";
import { Counts, Pulled } from "./told";
import { useLists } from "./useLists";

/** The list of parcels that an account keeps: brought here whole, or compared with what is here. */
export function ListsDialog({
  account: wanted,
  start,
  onClose,
}: {
  /** The first that keeps one unless told. */
  account: string | null;
  /** Begun at once. */
  start: "pull" | "counts" | null;
  onClose: () => void;
}) {
  const { t } = useTranslation("track");
  const keepers = useAble("registrations") ?? [];
  const [chosen, choose] = useState(wanted);
  const account = chosen ?? keepers[0]?.name ?? "";
  const lists = useLists(account);
  const began = useRef(false);
  useEffect(() => {
    if (began.current || start === null || account === "") return;
    began.current = true;
    void lists[start === "pull" ? "pull" : "compare"]();
  });
  const pull = () => void lists.pull();
  const compare = () => void lists.compare();
  useKeys(
    "lists",
    [
      { keys: "Control+Enter", label: t("counts.pull"), run: pull, inFields: true },
      { keys: "c", label: t("counts.compare"), run: compare },
    ],
    { layer: "dialog" },
  );
  const { pulling, comparing, pulled, counts } = lists;
  // Esc stops first what can be stopped; the button leaves it on its way, shown under the list
  const leave = pulling?.onStop ?? onClose;
  return (
    <Dialog
      open
      wide
      onClose={leave}
      title={t("counts.title")}
      actions={
        <Button keys={pulling?.onStop ? undefined : "Escape"} onClick={onClose}>
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
        <Button icon="download" keys="Control+Enter" busy={pulling !== null} onClick={pull}>
          {t("counts.pull")}
        </Button>
      </div>
      {pulling &&
        (pulling.come ? (
          <Progress label={pulling.says} {...pulling.come} icon="download" onStop={pulling.onStop} />
        ) : (
          <Asked says={pulling.says} since={pulling.since} />
        ))}
      {pulled && <Pulled pulled={pulled} />}
      <div className="list-deed">
        <p className="mut">{t("counts.compareMeans")}</p>
        <Button icon="scale" keys="c" busy={comparing !== null} onClick={compare}>
          {t("counts.compare")}
        </Button>
      </div>
      {comparing !== null && <Asked says={t("counts.comparing", { account })} since={comparing} />}
      {counts && <Counts counts={counts} />}
      {lists.problem && <ProblemNote problem={lists.problem} />}
    </Dialog>
  );
}

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
