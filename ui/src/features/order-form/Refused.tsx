import { useQuery } from "@tanstack/react-query";
import { ProblemNote } from "~/design";
import { commands } from "~/ipc/bindings";

/** Why the order was refused, over the form in which it is put right. */
export function Refused({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ["orders", "show", id], queryFn: () => commands.orderShow(id) });
  // what to do next is what is being done here
  return data?.last_error ? <ProblemNote problem={{ ...data.last_error, next_step: null }} /> : null;
}
