import { useTranslation } from "react-i18next";
import { Icon, Kbd } from "~/design";
import { useFormat } from "~/i18n/format";
import type { Line } from "./lines";
import type { useRead } from "./useRead";

/** What was understood, what came of the last try, and what stays. */
export function AddSummary({
  lines,
  read,
  told,
  waiting,
  most,
}: {
  lines: readonly Line[];
  read: ReturnType<typeof useRead>;
  /** Of the last try. */
  told: { done: number; already: number } | null;
  /** So many cannot be sent as they stand. */
  waiting: number;
  most: number;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const known = lines.filter((line) => line.read.known).length;
  const failed = lines.filter(({ result }) => result !== null).length;
  return (
    <p className="add-counts small" role="status">
      {told && told.done > 0 && (
        <span className="good">
          <Icon name="done" size={14} /> {t("add.wasDone", { count: told.done })}
        </span>
      )}
      {told && told.already > 0 && <span>{t("add.wasAlready", { count: told.already })}</span>}
      {failed > 0 && (
        <span className="bad">
          <Icon name="xc" size={14} /> {t("add.failed", { count: failed })} <Kbd keys="F8" />
        </span>
      )}
      {lines.length > 0 && failed === 0 && <b>{t("add.count", { count: lines.length })}</b>}
      {waiting > 0 && failed === 0 && lines.length <= most && (
        <span className="warn">
          {t("add.wait", { count: waiting })} <Kbd keys="F8" />
        </span>
      )}
      {known > 0 && <span>{t("add.knownCount", { count: known })}</span>}
      {read.doubled > 0 && <span>{t("add.doubled", { count: read.doubled })}</span>}
      {lines.length > most && <span className="warn">{t("add.most", { most: format.number(most) })}</span>}
      {read.ignored.length > 0 && (
        <span>
          {t("add.ignored", { count: read.ignored.length })}{" "}
          <span className="mono">{read.ignored.join(" · ")}</span>
        </span>
      )}
    </p>
  );
}
