import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button, Note } from "~/design";
import { commands } from "~/ipc/bindings";
import { severalIn } from "./several";

const MOST_NAMED = 5;

/** Of several numbers that are looked for, those that no parcel here has; they can be followed from now on. */
export function useNotHere(text: string): { all: number; missing: readonly string[] } {
  const several = severalIn(text).length > 0;
  const read = useQuery({
    queryKey: ["parcels", "numbers", text],
    queryFn: () => commands.trackRead(text),
    enabled: several,
    gcTime: 0,
  });
  const rows = several ? (read.data?.rows ?? []) : [];
  return { all: rows.length, missing: rows.filter(({ known }) => !known).map(({ number }) => number) };
}

/** Names them, and leads to following them. */
export function NotHere({
  all,
  missing,
  onAdd,
}: {
  all: number;
  missing: readonly string[];
  onAdd: () => void;
}) {
  const { t } = useTranslation("track");
  const more = missing.length - MOST_NAMED;
  const add = (
    <Button icon="plus" keys="a" onClick={onAdd}>
      {t("several.add", { count: missing.length })}
    </Button>
  );
  return (
    <div className="track-note" role="status">
      <Note icon="notfound" title={t("several.notHere", { count: missing.length, all })} actions={add}>
        <span className="named-numbers mono">
          {missing.slice(0, MOST_NAMED).map((number) => (
            <span key={number}>{number}</span>
          ))}
          {more > 0 && <span className="dim">{t("act.remove.more", { count: more })}</span>}
        </span>
      </Note>
    </div>
  );
}
