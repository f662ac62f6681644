import { useQuery } from "@tanstack/react-query";
import { commands } from "~/ipc/bindings";

/** How the desk stands: accounts, network, queue, printer. Changes are told; the clock asks now and then all the same. */
export function useStatus() {
  return useQuery({ queryKey: ["status"], queryFn: () => commands.deskStatus(), refetchInterval: 30_000 });
}

/** How much waits for a person, by the place of the screen where it is dealt with. */
export function useBadges(): Readonly<Record<string, { kind: "orders" | "track"; count: number }>> {
  const status = useStatus().data;
  const counts = useQuery({
    queryKey: ["orders", "counts", null],
    queryFn: () => commands.orderCounts(null),
  });
  const { failed = 0, unknown = 0 } = counts.data ?? {};
  return {
    "/orders": { kind: "orders", count: failed + unknown },
    "/track": { kind: "track", count: status?.inbox ?? 0 },
  };
}
