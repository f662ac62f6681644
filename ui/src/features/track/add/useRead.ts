import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { commands, type NumberRead, type NumbersRead } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { keyOf } from "./lines";

/** What is typed is read after this pause. */
const PAUSE_MS = 200;
const NONE: NumbersRead = { rows: [], doubled: 0, ignored_columns: [] };

/** The numbers of a text and of a file, each once, those of the file first. Nothing is sent. */
export function useRead(text: string, file: string) {
  const [late, setLate] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), text.trim() === "" ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const typed = useQuery({
    queryKey: ["parcels", "numbers", late],
    queryFn: () => commands.trackRead(late),
    enabled: late.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const filed = useQuery({
    queryKey: ["parcels", "numbers of file", file],
    queryFn: () => commands.trackReadFile(file),
    enabled: file !== "",
    gcTime: 0,
  });
  const ofText = (late.trim() === "" ? null : typed.data) ?? NONE;
  const ofFile = (file === "" ? null : filed.data) ?? NONE;
  const rows = useMemo(() => eachOnce([...ofFile.rows, ...ofText.rows]), [ofFile, ofText]);
  const error = (file !== "" && filed.error) || (late.trim() !== "" && typed.error) || null;
  return {
    rows,
    doubled: ofText.doubled + ofFile.doubled + ofText.rows.length + ofFile.rows.length - rows.length,
    ignored: [...new Set([...ofFile.ignored_columns, ...ofText.ignored_columns])],
    /** The rows are those of this very text. */
    settled: late === text && !typed.isPlaceholderData && !typed.isLoading && !filed.isLoading,
    problem: error ? problemOf(error) : null,
  };
}

function eachOnce(rows: readonly NumberRead[]): NumberRead[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    // without a carrier it is the one that came before with one
    if (seen.has(keyOf(row))) return false;
    seen.add(row.number).add(keyOf(row));
    return true;
  });
}
