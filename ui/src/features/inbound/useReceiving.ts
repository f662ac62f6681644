import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notify } from "~/design";
import { commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

/** Ticks goods of a parcel. A tick is seen at once, and goes back where it could not be kept. */
export function useReceiving(parcel: string) {
  const client = useQueryClient();
  const [ahead, setAhead] = useState<ReadonlyMap<number, boolean>>(new Map());
  const put = (place: number, received: boolean | undefined) =>
    setAhead((now) => {
      const next = new Map(now);
      if (received === undefined) next.delete(place);
      else next.set(place, received);
      return next;
    });
  return {
    /** What was ticked and is not read back yet. */
    ahead,
    tick: async (place: number, received: boolean) => {
      put(place, received);
      try {
        await commands.goodsReceive(parcel, place, received);
        await client.invalidateQueries({ queryKey: ["parcels"] });
      } catch (error) {
        notify.problem(problemOf(error));
      } finally {
        put(place, undefined);
      }
    },
  };
}
