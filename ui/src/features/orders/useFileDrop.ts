import { useEffect, useState } from "react";
import { useLatest } from "~/design";
import { onFileDrop } from "~/ipc/drops";

/** A file of orders that is dropped anywhere on the window. Says whether one hangs over it now. */
export function useFileDrop(onFile: (path: string) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useLatest(onFile);
  useEffect(
    () =>
      onFileDrop((drop) => {
        setOver(drop.kind === "over");
        const path =
          drop.kind === "dropped" ? drop.paths.find((one) => /\.(csv|tsv|txt|xlsx)$/i.test(one)) : undefined;
        if (path) take(path);
      }),
    [take],
  );
  return over;
}
