import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify, type Problem } from "~/design";
import { type CountsDocument, commands, type PullDocument } from "~/ipc/bindings";
import { pullList } from "~/ipc/course";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { carry, isUnderway, useUnderway } from "../underway";

/** What is asked about the list of an account: one question at a time, and the newest answer to each stands. */
export function useLists(account: string) {
  const { t } = useTranslation("track");
  const pulling = useUnderway().find((work) => work.deed === "pull" && work.account === account) ?? null;
  const [comparing, compareSince] = useState<number | null>(null);
  const [pulled, setPulled] = useState<PullDocument | null>(null);
  const [counts, setCounts] = useState<CountsDocument | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asking = useRef(false);
  // whose answers are shown; nobody's once it is closed
  const shown = useRef<string | null>(null);
  useEffect(() => {
    shown.current = account;
    return () => {
      shown.current = null;
    };
  }, [account]);
  const here = () => shown.current === account;
  const idle = () => account !== "" && !asking.current && !isUnderway("pull", account);
  // where nobody looks any more, it is told in the corner
  const fail = (thrown: unknown) =>
    here() ? setProblem(problemOf(thrown)) : notify.problem(problemOf(thrown));

  const pull = async () => {
    if (!idle()) return;
    setProblem(null);
    try {
      const says = t("counts.pulling", { account });
      const come = await carry({ deed: "pull", account, says }, (tell) => pullList(account, tell));
      readAgain(["parcels", "status"]);
      if (!here()) return notify.success(t("counts.came", { account, count: come.pulled }));
      setPulled(come);
      // what was compared before no longer holds
      setCounts(null);
    } catch (thrown) {
      fail(thrown);
    }
  };
  const compare = async () => {
    if (!idle()) return;
    asking.current = true;
    setProblem(null);
    compareSince(Date.now());
    try {
      const answer = await commands.trackCounts(account);
      if (here()) setCounts(answer);
    } catch (thrown) {
      fail(thrown);
    } finally {
      asking.current = false;
      compareSince(null);
    }
  };
  const clear = () => {
    setPulled(null);
    setCounts(null);
    setProblem(null);
  };
  return { pulling, comparing, pulled, counts, problem, pull, compare, clear };
}
