import { useCallback, useState } from "react";
import type { PodDocument } from "~/ipc/bindings";

/** Farther than any file has pages: the last one. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Which page of which proof is shown. Turning goes through the pages of a file and on to the next file. */
export function usePodPlace(pods: readonly PodDocument[]) {
  const [place, setPlace] = useState({ file: 0, page: 0 });
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const file = Math.max(0, Math.min(place.file, pods.length - 1));
  const pod = pods[file];
  const pages = (pod && counts.get(pod.sha256)) ?? null;
  // how many there are is not known before the file is open: until then it is taken at its word
  const page = pages === null ? place.page : Math.min(place.page, pages - 1);
  const sha256 = pod?.sha256;
  const onCount = useCallback(
    (count: number) => {
      if (sha256 !== undefined) setCounts((now) => new Map(now).set(sha256, count));
    },
    [sha256],
  );
  const more = pages !== null && page < pages - 1;
  return {
    pod,
    file,
    page,
    /** How many pages this file has; `null` while that is not known. */
    pages,
    hasNext: more || file < pods.length - 1,
    hasLast: page > 0 || file > 0,
    /** What the next step turns to, and the one back. */
    nextIs: !more && file < pods.length - 1 ? ("file" as const) : ("page" as const),
    lastIs: page === 0 && file > 0 ? ("file" as const) : ("page" as const),
    next: () => {
      if (more) setPlace({ file, page: page + 1 });
      else if (file < pods.length - 1) setPlace({ file: file + 1, page: 0 });
    },
    last: () => {
      if (page > 0) setPlace({ file, page: page - 1 });
      else if (file > 0) setPlace({ file: file - 1, page: LAST });
    },
    /** The first page of a file. */
    open: (wanted: number) => setPlace({ file: wanted, page: 0 }),
    onCount,
  };
}

export type PodPlace = ReturnType<typeof usePodPlace>;
