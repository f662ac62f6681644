import { useSyncExternalStore } from "react";
import { notify } from "~/design";
import type { Come } from "~/ipc/bindings";
import type { Course } from "~/ipc/course";
import { problemOf } from "~/ipc/problem";

/** Long work: asking about parcels, or reading the list that an account keeps. */
export interface Work {
  deed: "check" | "pull";
  /** Whose list it is. */
  account: string | null;
  says: string;
}

/** Work on its way: since when, how far it has come, and how to stop it. */
export interface Underway extends Work {
  since: number;
  come?: Come;
  onStop?: () => void;
}

// it stands outside the pages: work goes on when the page that began it is gone, and whoever comes back sees it
let all: readonly Underway[] = [];
const watchers = new Set<() => void>();

const is = (work: Work, deed: Work["deed"], account: string | null) =>
  work.deed === deed && work.account === account;

function put(next: readonly Underway[]): void {
  all = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** All that is on its way. */
export const useUnderway = (): readonly Underway[] => useSyncExternalStore(watch, () => all);

/** Such work is on its way: it is not begun a second time. */
export const isUnderway = (deed: Work["deed"], account: string | null): boolean =>
  all.some((work) => is(work, deed, account));

/** Carries work to its end, and shows it until then wherever it is looked for. */
export async function carry<T>(work: Work, begin: (tell: (come: Come) => void) => Course<T>): Promise<T> {
  const change = (more: Partial<Underway>) =>
    put(all.map((one) => (is(one, work.deed, work.account) ? { ...one, ...more } : one)));
  put([...all, { ...work, since: Date.now() }]);
  try {
    const course = begin((come) => change({ come }));
    const onStop = () => {
      change({ onStop: undefined });
      course.stop().catch((thrown: unknown) => {
        change({ onStop });
        notify.problem(problemOf(thrown));
      });
    };
    change({ onStop });
    return await course.ended;
  } finally {
    put(all.filter((one) => !is(one, work.deed, work.account)));
  }
}
