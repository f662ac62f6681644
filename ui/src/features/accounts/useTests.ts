import { useCallback, useState } from "react";
import { type AccountDocument, commands, type ErrorDocument, type TestDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** How a test of an account stands. */
export type TestState =
  | { kind: "asking"; since: number }
  | { kind: "found"; test: TestDocument }
  | { kind: "failed"; problem: ErrorDocument };

/** The tests of accounts, by account: each result stands until the next test or until it is put away. */
export function useTests() {
  const [states, setStates] = useState<Readonly<Record<string, TestState>>>({});
  const note = useCallback((id: string, state: TestState | null) => {
    setStates((now) => {
      const { [id]: _, ...rest } = now;
      return state ? { ...rest, [id]: state } : rest;
    });
  }, []);
  const run = useCallback(
    async ({ id, name }: Pick<AccountDocument, "id" | "name">) => {
      note(id, { kind: "asking", since: Date.now() });
      try {
        note(id, { kind: "found", test: await commands.accountTest(name) });
      } catch (error) {
        note(id, { kind: "failed", problem: problemOf(error) });
      }
      readAgain(["accounts", "status"]);
    },
    [note],
  );
  return { stateOf: (id: string) => states[id] ?? null, run, forget: (id: string) => note(id, null) };
}
