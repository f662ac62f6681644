import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { commands } from "~/ipc/bindings";
import type { useOrderList } from "./useOrderList";

/** Opens the order that the address names by id or number: in the list as it is, or in one that has it. */
export function useArrival({
  arriving,
  list,
  arrive,
  narrow,
}: {
  arriving: string | undefined;
  list: ReturnType<typeof useOrderList>;
  arrive: (id: string) => void;
  narrow: (order_no: string | null) => void;
}): void {
  const [, go] = useLocation();
  const looked = useRef<string | null>(null);
  const row = list.rows.find(({ id, order_no }) => id === arriving || order_no === arriving);
  useEffect(() => {
    if (!arriving) looked.current = null;
    if (!arriving || looked.current === arriving || (!row && list.fetching)) return;
    looked.current = arriving;
    const opened = (id: string) => {
      arrive(id);
      go("/orders", { replace: true });
    };
    if (row) return opened(row.id);
    commands.orderShow(arriving).then(
      ({ id, order_no }) => {
        narrow(order_no);
        opened(id ?? arriving);
      },
      // what stands beside the list says why it cannot be shown
      () => opened(arriving),
    );
  }, [arriving, row, list.fetching, arrive, narrow, go]);
}
