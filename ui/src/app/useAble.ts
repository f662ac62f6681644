import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type AccountDocument, commands } from "~/ipc/bindings";

/** The accounts that are used and can do this, in the order of the station; `null` while they are read. */
export function useAble(capability: string): readonly AccountDocument[] | null {
  const { data } = useQuery({ queryKey: ["accounts", "list"], queryFn: () => commands.accountList() });
  return useMemo(
    () => data?.filter(({ enabled, capabilities }) => enabled && capabilities.includes(capability)) ?? null,
    [data, capability],
  );
}

/** Their names. */
export const useAbleNames = (capability: string): readonly string[] | null =>
  useAble(capability)?.map(({ name }) => name) ?? null;
