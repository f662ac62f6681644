import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useAble } from "~/app/useAble";
import { commands, type NumberRead, type RegistrationFieldDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { type Choice, keyOf, lineOf, type Tracker } from "./lines";
import type { Draft } from "./useDraft";

const NOBODY: readonly never[] = [];

/** The accounts that can follow, the one that does, and what it asks for. */
export function useTracker(draft: Draft, rows: readonly NumberRead[]) {
  const accounts = useAble("tracking");
  const keepers = useAble("registrations") ?? NOBODY;
  const knowCarriers = useAble("carriers") ?? NOBODY;
  const waybillAccounts = useAble("air_waybills") ?? NOBODY;
  // one that keeps a list follows by itself
  const own = keepers.find((one) => accounts?.includes(one)) ?? accounts?.[0];
  const account = (accounts?.find(({ name }) => name === draft.account) ?? own)?.name ?? "";
  const keepsList = keepers.some(({ name }) => name === account);
  const asks = keepsList && knowCarriers.some(({ name }) => name === account);
  const list = useQuery({
    queryKey: ["accounts", "carriers", account],
    queryFn: () => commands.carrierList(account),
    enabled: asks,
  });
  const carriers = (asks && list.data) || NOBODY;
  const bare = useMemo<Tracker>(() => {
    const waybills = waybillAccounts.find(({ name }) => name === account) ?? waybillAccounts[0];
    return {
      account,
      keepsList,
      carriers,
      fields: new Map(),
      otherwise: draft.otherwise || null,
      waybills: waybills?.name ?? null,
    };
  }, [account, keepsList, carriers, waybillAccounts, draft.otherwise]);
  const codes = useMemo(() => carriersOf(rows, draft.choices, bare), [rows, draft.choices, bare]);
  const fields = useFields(account, codes);
  return {
    accounts,
    tracker: useMemo<Tracker>(() => ({ ...bare, fields }), [bare, fields]),
    loading: asks && list.isPending,
    problem: asks && list.error ? problemOf(list.error) : null,
  };
}

/** The carriers that the numbers go under, each once. */
function carriersOf(
  rows: readonly NumberRead[],
  choices: Readonly<Record<string, Choice>>,
  tracker: Tracker,
): string[] {
  if (!tracker.keepsList) return [];
  const codes = rows.map((read) => lineOf(read, choices[keyOf(read)], null, tracker).carrier);
  return [...new Set(codes.filter((code) => code !== null))];
}

/** What the account takes for each of these carriers. */
function useFields(account: string, codes: readonly string[]): Tracker["fields"] {
  // the same function for the same codes: what it gives is then the same too
  const combine = useCallback(
    (answers: readonly { data?: readonly RegistrationFieldDocument[] }[]) =>
      new Map(
        codes.flatMap((code, place) => {
          const data = answers[place]?.data;
          return data ? [[code, data] as const] : [];
        }),
      ),
    [codes],
  );
  return useQueries({
    queries: codes.map((code) => ({
      queryKey: ["accounts", "registration fields", account, code],
      queryFn: () => commands.registrationFields(account, code, null),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine,
  });
}
