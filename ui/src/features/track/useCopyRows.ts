import { useTranslation } from "react-i18next";
import { notify, statusWord, useNow } from "~/design";
import type { ParcelRow } from "~/ipc/bindings";
import { copyTable } from "./copyTable";
import { eventWhen } from "./EventAge";
import { daysSince, figuresText } from "./when";

/** Copies rows as a table that can be sent to whoever asked: where each parcel stands, since when, and what was said last. */
export function useCopyRows(): (rows: readonly ParcelRow[]) => Promise<void> {
  const { t } = useTranslation("track");
  const { t: words } = useTranslation("design");
  const now = useNow();
  const cellsOf = (row: ParcelRow): string[] => {
    const when = row.last_event_at === null ? null : eventWhen(row.last_event_at);
    const quiet = when && !row.final ? daysSince(when, now) : null;
    return [
      row.number,
      row.order_no ?? "",
      statusWord(words, "delivery", row.status),
      when ? figuresText(when, 0) : "",
      quiet === null ? "" : String(Math.max(0, quiet)),
      row.last_text,
    ];
  };
  return async (rows) => {
    const heads = ["number", "order", "status", "time", "quiet", "last"] as const;
    try {
      await copyTable([heads.map((head) => t(`copy.${head}`)), ...rows.map(cellsOf)]);
      notify.success(t("copy.done", { count: rows.length }));
    } catch {
      notify.problem({
        code: "clipboard",
        class: "local",
        message: t("answer.notCopied"),
        next_step: "",
      });
    }
  };
}
