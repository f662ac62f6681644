import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { onFileDrop } from "~/ipc/drops";

/** A file of orders that is dropped anywhere on the window. Says whether one hangs over it now. */
export function useFileDrop(onFile: (path: string) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFile);
  useLayoutEffect(() => {
    latest.current = onFile;
  });
  useEffect(
    () =>
      onFileDrop((drop) => {
        setOver(drop.kind === "over");
        const path =
          drop.kind === "dropped" ? drop.paths.find((one) => /\.(csv|tsv|txt|xlsx)$/i.test(one)) : undefined;
        if (path) latest.current(path);
      }),
    [],
  );
  return over;
}
