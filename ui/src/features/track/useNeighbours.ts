import { useEffect } from "react";
import { useSessionState } from "~/app/session";
import type { TrackDocument } from "~/ipc/bindings";
import { useParcels } from "./useParcels";

const NEAR_END = 5;

/** The parcels before and after this one in the list as it was left: J and K walk it. */
export function useNeighbours(number: string, track: TrackDocument | null) {
  const [text] = useSessionState("track.text", "");
  const [needsPerson] = useSessionState("track.needsPerson", false);
  const { rows, more } = useParcels({ text, needsPerson });
  const names = new Set([number, ...(track?.numbers ?? [])]);
  const here = rows.findIndex((row) => names.has(row.number));
  const near = here >= 0 && here >= rows.length - NEAR_END;
  useEffect(() => {
    if (near) more();
  });
  const at = (index: number) => (here < 0 ? null : (rows[index]?.number ?? null));
  return {
    next: at(here + 1),
    last: at(here - 1),
    /** What the list knows the parcel by. */
    own: rows[here]?.number ?? null,
    row: rows[here] ?? null,
  };
}
