import { useQuery } from "@tanstack/react-query";
import { commands } from "~/ipc/bindings";

/** The accounts that show orders made at them; `null` while that is not known. */
export function useForeignAccounts(): string[] | null {
  const accounts = useQuery({ queryKey: ["accounts", "list"], queryFn: () => commands.accountList() });
  return (
    accounts.data
      ?.filter(({ enabled, capabilities }) => enabled && capabilities.includes("foreign_orders"))
      .map(({ name }) => name) ?? null
  );
}
