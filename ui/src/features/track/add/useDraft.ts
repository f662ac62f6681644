import { useCallback } from "react";
import { useSessionState } from "~/app/session";
import type { Choice } from "./lines";

/** What was typed and chosen, and is not followed yet: it is still there when the dialog, or the window, is opened again. */
export interface Draft {
  text: string;
  file: string;
  account: string;
  /** The carrier of those that nothing is said of; empty: the account finds it out. */
  otherwise: string;
  choices: Readonly<Record<string, Choice>>;
  /** Those of the text that are followed by now. */
  followed: readonly string[];
}

const NOTHING: Draft = { text: "", file: "", account: "", otherwise: "", choices: {}, followed: [] };

/** The draft, and how it changes. */
export function useDraft() {
  const [noted, note] = useSessionState<Partial<Draft>>("track.add", NOTHING);
  const draft: Draft = { ...NOTHING, ...noted };
  const change = useCallback(
    (some: Partial<Draft>) => {
      note((now) => {
        const next = { ...NOTHING, ...now, ...some };
        // what is typed from now on has nothing to do with what was followed
        return next.text.trim() === "" && next.file === "" ? { ...next, choices: {}, followed: [] } : next;
      });
    },
    [note],
  );
  const choose = useCallback(
    (key: string, choice: Choice) => {
      note((now) => {
        const before = now.choices?.[key] ?? {};
        const fields = { ...before.fields, ...choice.fields };
        return { ...now, choices: { ...now.choices, [key]: { ...before, ...choice, fields } } };
      });
    },
    [note],
  );
  return { draft, change, choose };
}
