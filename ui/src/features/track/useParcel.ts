import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { commands, type ErrorDocument, type TrackDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

/**
 * A parcel as the folder knows it, and what its sources say now. A number that nobody here knows is asked about once
 * by itself: whoever opens it wants to know.
 */
export function useParcel(number: string) {
  const { t } = useTranslation("track");
  const client = useQueryClient();
  const key = ["parcels", "track", number];
  const known = useQuery({ queryKey: key, queryFn: () => commands.trackShow(number, false, false) });
  const [troubles, setTroubles] = useState<ErrorDocument[]>([]);
  const check = useMutation({
    mutationFn: () => commands.trackShow(number, true, false),
    onMutate: () => {
      setTroubles([]);
      return client.getQueryData<TrackDocument>(key)?.events.length ?? 0;
    },
    onSuccess: (track, _, before) => {
      client.setQueryData(key, track);
      const said = troublesOf(track);
      setTroubles(said);
      const fresh = track.events.length - before;
      if (fresh > 0) notify.success(t("parcel.new", { count: fresh }));
      else if (said.length === 0) notify.success(t("parcel.same"));
    },
    onError: (error) => setTroubles([problemOf(error)]),
  });
  const notHere = known.error !== null && problemOf(known.error).code === "tracking.not_found";
  const { mutate } = check;
  const asked = useRef(false);
  useEffect(() => {
    if (!notHere || asked.current) return;
    asked.current = true;
    mutate();
  }, [notHere, mutate]);
  return {
    track: known.data ?? null,
    /** The number is not in this folder. */
    notHere,
    /** It could not be read. */
    problem: known.error && !notHere ? problemOf(known.error) : null,
    check: () => {
      if (!check.isPending) mutate();
    },
    /** Since when the sources are asked. */
    since: check.isPending ? check.submittedAt : null,
    /** Takes over the parcel as a deed has left it. */
    take: (track: TrackDocument) => client.setQueryData(key, track),
    troubles,
    acknowledge: () => setTroubles([]),
  };
}

/** What went wrong at the sources, each trouble once. */
function troublesOf(track: TrackDocument): ErrorDocument[] {
  const told = new Map<string, ErrorDocument>();
  for (const { error } of track.sources) {
    if (error) told.set(`${error.code} ${error.message}`, error);
  }
  return [...told.values()];
}
