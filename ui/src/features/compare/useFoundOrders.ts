import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { commands, type OrderRow } from "~/ipc/bindings";

const PAUSE_MS = 60;

/** The orders that match what is typed; the last ones stay while new ones are looked for. */
export function useFoundOrders(text: string): readonly OrderRow[] {
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    const late = setTimeout(() => setWanted(text.trim()), PAUSE_MS);
    return () => clearTimeout(late);
  }, [text]);
  const { data } = useQuery({
    queryKey: ["orders", "find", wanted],
    queryFn: () => commands.find(wanted),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  if (text.trim() === "") return [];
  return (data ?? [])
    .flatMap((hit) => (hit.kind === "order" && hit.order.order_no ? [hit.order] : []))
    .slice(0, 12);
}
