import { useTranslation } from "react-i18next";
import { type IconName, Note, type NoteTone, ProblemNote, useSecondsSince, Waiting } from "~/design";
import type { Verdict } from "~/ipc/bindings";
import type { TestState } from "./useTests";

const LOOKS: Record<Verdict, { tone: NoteTone; icon?: IconName }> = {
  good: { tone: "good" },
  bad: { tone: "bad" },
  unclear: { tone: "lost" },
  unreachable: { tone: "warn", icon: "plug" },
};

/** What a test of the account found, in words, with those of the provider. */
export function VerdictNote({ state, name }: { state: TestState; name: string }) {
  const { t } = useTranslation("accounts");
  if (state.kind === "asking") return <Asking name={name} since={state.since} />;
  if (state.kind === "failed") return <ProblemNote problem={state.problem} />;
  const { verdict, quoted, error } = state.test;
  return (
    <div role="status">
      <Note {...LOOKS[verdict]} title={t(`verdict.${verdict}`)}>
        {verdict === "good" && t("verdict.goodNext")}
        {error?.next_step}
        {quoted && <span className="said">{t("verdict.said", { words: quoted })}</span>}
      </Note>
    </div>
  );
}

function Asking({ name, since }: { name: string; since: number }) {
  const { t } = useTranslation("accounts");
  const { t: design } = useTranslation("design");
  const seconds = useSecondsSince(since);
  return (
    <Waiting>
      {t("verdict.testing", { name })} <span className="dim">{design("busy.seconds", { seconds })}</span>
    </Waiting>
  );
}
