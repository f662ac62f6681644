import { useTranslation } from "react-i18next";
import { Button, Dialog, Note, ProblemNote, Progress, useKeys } from "~/design";
import { AddFields, useChooseFile } from "./AddFields";
import { AddSummary } from "./AddSummary";
import { AskWaybills } from "./AskWaybills";
import { LineTable } from "./LineTable";
import { MOST, useAdding } from "./useAdding";

/** Numbers that nobody follows here yet: pasted, typed or of a file; whose they are, and who follows them. */
export function AddDialog({
  onClose,
  onFollowed,
}: {
  onClose: () => void;
  /** The first of them. */
  onFollowed: (number: string) => void;
}) {
  const { t } = useTranslation("track");
  const adding = useAdding({ onClose, onFollowed });
  const { draft, change, read, accounts, tracker, lines, ready, troubled, asking, running, submit } = adding;
  const chooseFile = useChooseFile((file) => change({ file }));
  const leave = () => (running ? adding.stop() : onClose());
  const anyReady = ready.length > 0;
  useKeys(
    "add",
    [
      { keys: "Control+Enter", label: t("add.follow"), run: submit, inFields: true },
      { keys: "Control+o", label: t("add.chooseFile"), run: chooseFile, when: !running, inFields: true },
      {
        keys: "F8",
        label: t("add.nextTrouble"),
        run: adding.nextTrouble,
        when: troubled.length > 0,
        inFields: true,
      },
    ],
    { layer: "dialog", active: asking === null },
  );
  const actions = (
    <>
      <Button keys="Escape" onClick={leave}>
        {running ? t("add.stop") : t("add.close")}
      </Button>
      <Button
        variant="primary"
        keys="Control+Enter"
        busy={running || adding.eager}
        disabled={accounts?.length === 0}
        onClick={submit}
      >
        {anyReady ? t("add.followCount", { count: ready.length }) : t("add.follow")}
      </Button>
    </>
  );
  const waybills = asking?.filter(({ isWaybill }) => isWaybill) ?? [];
  return (
    <Dialog
      open
      wide
      holds
      onClose={leave}
      title={t("add.title")}
      initialFocus={adding.field}
      actions={actions}
    >
      {accounts?.length === 0 && (
        <Note tone="warn" title={t("add.noAccount")}>
          {t("add.noAccountNext")}
        </Note>
      )}
      <AddFields
        draft={draft}
        change={change}
        accounts={accounts ?? []}
        tracker={tracker}
        field={adding.field}
        busy={running}
        onFile={chooseFile}
      />
      {adding.problem && <ProblemNote problem={adding.problem} />}
      <div className="add-told">
        {adding.progress ? (
          <Progress label={t("add.following")} {...adding.progress} />
        ) : (
          <AddSummary
            lines={lines}
            read={read}
            told={adding.told}
            most={MOST}
            waiting={lines.length - ready.length}
          />
        )}
      </div>
      <LineTable
        ref={adding.table}
        lines={lines}
        tracker={tracker}
        busy={running}
        active={adding.active}
        onActive={adding.setActive}
        onChoose={adding.onChoose}
      />
      {asking && (
        <AskWaybills
          numbers={waybills.map(({ number }) => number)}
          others={asking.length - waybills.length}
          account={tracker.waybills ?? tracker.account}
          onYes={() => void adding.send(asking)}
          onNo={() => adding.ask(null)}
        />
      )}
    </Dialog>
  );
}
