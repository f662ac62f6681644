import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { useKeys } from "./keys/useKeys";
import { Note, type NoteTone } from "./Note";
import { Toast } from "./Toast";

/** A trouble as the engine tells it, in the reader's language. */
export interface Problem {
  code: string;
  /** What happened, and what it means for the order and the money. */
  message: string;
  /** What to do now. */
  next_step?: string | null;
  /** The kind of trouble: `unknown` is drawn as not known. */
  class?: string | null;
  provider?: string | null;
  provider_code?: string | null;
  /** The provider's own words, quoted. */
  provider_message?: string | null;
  retryable?: boolean;
}

/** A button on a problem. */
export interface ProblemAction {
  label: string;
  /** Shown on its cap and working while this problem is in front. */
  keys?: string;
  run: () => void;
}

/** Undo of a success. */
export interface Undo {
  label?: string;
  run: () => void;
}

interface Success {
  id: number;
  text: string;
  undo?: Undo;
}

/** A problem that stands until it is acknowledged. */
export interface StandingProblem {
  id: number;
  problem: Problem;
  actions: readonly ProblemAction[];
}

interface State {
  successes: readonly Success[];
  problems: readonly StandingProblem[];
  /** The problem in front. */
  front: number;
}

/** How long a success stands. */
export const SUCCESS_MS = 4000;

let state: State = { successes: [], problems: [], front: 0 };
let lastId = 0;
const watchers = new Set<() => void>();

function become(next: Partial<State>): void {
  const problems = next.problems ?? state.problems;
  const front = Math.min(next.front ?? state.front, Math.max(0, problems.length - 1));
  state = { ...state, ...next, front };
  for (const watcher of watchers) watcher();
}

/** What any screen may say. */
export const notify = {
  /** It worked: stands for four seconds, with Undo where there is one. */
  success(text: string, undo?: Undo): void {
    const id = ++lastId;
    become({ successes: [...state.successes, { id, text, undo }].slice(-3) });
    setTimeout(() => become({ successes: state.successes.filter((one) => one.id !== id) }), SUCCESS_MS);
  },
  /** It did not: stands until it is acknowledged. The same problem said twice stands once. Returns its number. */
  problem(problem: Problem, actions: readonly ProblemAction[] = []): number {
    const same = state.problems.find(
      (one) => one.problem.code === problem.code && one.problem.message === problem.message,
    );
    const standing = { id: same?.id ?? ++lastId, problem, actions };
    const rest = state.problems.filter((one) => one !== same);
    become({ problems: [...rest, standing], front: rest.length });
    return standing.id;
  },
  /** Takes a problem away: it was read, or it is no longer so. */
  acknowledge(id: number): void {
    become({ problems: state.problems.filter((one) => one.id !== id) });
  },
  /** Brings the next problem to the front. */
  next(): void {
    if (state.problems.length > 0) become({ front: (state.front + 1) % state.problems.length });
  },
  /** Takes everything away. */
  clear(): void {
    become({ successes: [], problems: [], front: 0 });
  },
};

/** What stands now. */
export function useNotices(): State {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** How a problem is drawn. */
export function problemTone(problem: Problem): NoteTone {
  if (problem.class === "unknown") return "lost";
  return problem.class === "try_later" || problem.class === "keys" ? "warn" : "bad";
}

/** A problem as a block: what happened, what to do, the provider's words. Also for use inside a screen. */
export function ProblemNote({
  problem,
  actions,
  onAcknowledge,
  more = 0,
}: {
  problem: Problem;
  actions?: readonly ProblemAction[];
  onAcknowledge?: () => void;
  more?: number;
}) {
  const { t } = useTranslation("design");
  const buttons = (
    <>
      {actions?.map((action) => (
        <Button key={action.label} keys={action.keys} onClick={action.run}>
          {action.label}
        </Button>
      ))}
      {onAcknowledge && (
        <Button variant="ghost" keys="Escape" onClick={onAcknowledge}>
          {t("act.ok")}
        </Button>
      )}
    </>
  );
  return (
    <Note tone={problemTone(problem)} title={problem.message} actions={buttons}>
      {problem.next_step}
      {problem.provider_message && !problem.message.includes(problem.provider_message) && (
        <span className="said">{t("notices.said", { words: problem.provider_message })}</span>
      )}
      {more > 0 && <span className="said dim">{t("notices.more", { count: more })}</span>}
    </Note>
  );
}

/** The corner where successes and problems stand. The shell renders it once. */
export function Notices() {
  const { t } = useTranslation("design");
  const { successes, problems, front } = useNotices();
  const standing = problems[front];
  const undo = successes.findLast((one) => one.undo)?.undo;
  useProblemKeys(standing, problems.length, undo);
  return (
    <section className="notices" aria-label={t("notices.title")}>
      <div role="alert" aria-atomic="true">
        {standing && (
          <ProblemNote
            key={standing.id}
            problem={standing.problem}
            actions={standing.actions}
            more={problems.length - 1}
            onAcknowledge={() => notify.acknowledge(standing.id)}
          />
        )}
      </div>
      <div role="status" aria-live="polite">
        {successes.map((success) => (
          <Toast key={success.id} undo={success.undo?.label} onUndo={success.undo?.run}>
            {success.text}
          </Toast>
        ))}
      </div>
    </section>
  );
}

function useProblemKeys(standing: StandingProblem | undefined, count: number, undo: Undo | undefined): void {
  const { t } = useTranslation("design");
  const own = (standing?.actions ?? []).flatMap(({ keys, label, run }) =>
    keys ? [{ keys, label, run }] : [],
  );
  useKeys(
    "notices",
    [
      { keys: "F8", label: t("notices.next"), run: () => notify.next(), when: count > 0 },
      {
        keys: "Escape",
        label: t("notices.acknowledge"),
        run: () => standing && notify.acknowledge(standing.id),
        when: Boolean(standing),
        hidden: true,
      },
      {
        keys: "Control+z",
        label: undo?.label ?? t("act.undo"),
        run: () => undo?.run(),
        when: Boolean(undo),
        hidden: true,
      },
      ...own,
    ],
    { layer: "everywhere" },
  );
}
