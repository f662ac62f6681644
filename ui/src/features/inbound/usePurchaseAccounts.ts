import { useQuery } from "@tanstack/react-query";
import { commands } from "~/ipc/bindings";

/** The accounts that can be asked about purchases; `null` while that is not known. */
export function usePurchaseAccounts(): string[] | null {
  const accounts = useQuery({ queryKey: ["accounts", "list"], queryFn: () => commands.accountList() });
  return (
    accounts.data
      ?.filter(({ enabled, capabilities }) => enabled && capabilities.includes("purchases"))
      .map(({ name }) => name) ?? null
  );
}
