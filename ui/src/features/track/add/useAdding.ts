import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { notify, type TableHandle } from "~/design";
import { parcelPlace } from "../place";
import { useCorrections } from "../useCorrections";
import { type Choice, isDone, isReady, isTroubled, keyOf, type Line, lineOf } from "./lines";
import { useDraft } from "./useDraft";
import { useFollowing } from "./useFollowing";
import { useRead } from "./useRead";
import { useTracker } from "./useTracker";

/** No more are followed in one go. */
export const MOST = 2000;

/** From what was pasted to what is followed: the numbers with all that is known of them, and how they are sent. */
export function useAdding({
  onClose,
  onFollowed,
}: {
  onClose: () => void;
  onFollowed: (first: string) => void;
}) {
  const { draft, change, choose } = useDraft();
  const read = useRead(draft.text, draft.file);
  const following = useFollowing();
  const { accounts, tracker, problem: noCarriers } = useTracker(draft, read.rows);
  const [active, setActive] = useState<string | null>(null);
  const [asking, ask] = useState<readonly Line[] | null>(null);
  const [eager, setEager] = useState(false);
  const [told, tell] = useState<{ done: number; already: number } | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const table = useRef<TableHandle>(null);
  const finish = useFinish(onClose);
  const tellCorrections = useCorrections();
  const running = following.progress !== null;

  const lines = useMemo(() => {
    const followed = new Set(draft.followed);
    const left = read.rows.filter((row) => !followed.has(keyOf(row)));
    return left.map((row) =>
      lineOf(row, draft.choices[keyOf(row)], following.results.get(keyOf(row)) ?? null, tracker),
    );
  }, [read.rows, draft.followed, draft.choices, following.results, tracker]);
  const ready = useMemo(
    () => lines.filter((line) => isReady(line, tracker)).slice(0, MOST),
    [lines, tracker],
  );
  const troubled = useMemo(() => lines.filter((line) => isTroubled(line, tracker)), [lines, tracker]);

  const send = async (some: readonly Line[]) => {
    ask(null);
    const well = (await following.follow(some, tracker)).filter(({ result }) => isDone(result));
    const keys = well.map(({ line }) => line.key);
    const already = well.filter(({ result }) => result.outcome === "already").length;
    if (well[0]) onFollowed(well[0].line.number);
    tellCorrections(well.map(({ result }) => result));
    if (keys.length === lines.length) {
      change({ text: "", file: "" });
      return finish(some, already);
    }
    change({ followed: [...draft.followed, ...keys] });
    tell({ done: keys.length - already, already });
    setActive(lines.find(({ key }) => !keys.includes(key))?.key ?? null);
    table.current?.focus();
  };
  const nextTrouble = () => {
    const place = lines.findIndex(({ key }) => key === active);
    const next = troubled.find((line) => lines.indexOf(line) > place) ?? troubled[0];
    if (!next) return field.current?.focus();
    setActive(next.key);
    table.current?.reveal(next.key);
    table.current?.focus();
    // its field is drawn with its row
    requestAnimationFrame(() => fieldOf(next.key)?.focus());
  };
  const submit = () => {
    if (running || asking) return;
    if (!read.settled) return setEager(true);
    if (ready.length === 0) return nextTrouble();
    if (ready.some(({ isWaybill }) => isWaybill)) ask(ready);
    else void send(ready);
  };
  // Ctrl+Enter came before what was pasted was read
  useEffect(() => {
    if (!eager || !read.settled) return;
    setEager(false);
    submit();
  });
  const forget = following.forget;
  const onChoose = useMemo(
    () => (key: string, choice: Choice) => {
      choose(key, choice);
      forget(key);
    },
    [choose, forget],
  );
  return {
    draft,
    change,
    read,
    accounts,
    tracker,
    lines,
    ready,
    troubled,
    told,
    active,
    setActive,
    asking,
    ask,
    send,
    submit,
    nextTrouble,
    onChoose,
    running,
    /** It begins as soon as all is read. */
    eager,
    progress: following.progress,
    stop: following.stop,
    problem: following.problem ?? read.problem ?? noCarriers,
    field,
    table,
  };
}

/** All are followed: says so and closes. One air waybill alone is opened: whoever asks about one wants to see it. */
function useFinish(onClose: () => void) {
  const { t } = useTranslation("track");
  const [, go] = useLocation();
  return (lines: readonly Line[], already: number) => {
    const count = lines.length;
    notify.success(already > 0 ? t("add.doneSome", { count, already }) : t("add.done", { count }));
    onClose();
    const [line, another] = lines;
    if (line?.isWaybill && !another) go(parcelPlace(line.number));
  };
}

/** The field of a number that only a person can fill. */
function fieldOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`);
}
