import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Age, Icon, Kbd, StatusMark } from "~/design";
import type { ErrorDocument, IssueDocument, OrderRow } from "~/ipc/bindings";

/** What the last field of a path is called: `recipient.postcode` is the postcode. */
export function fieldWord(t: TFunction<["orders", "orderForm"]>, path: string): string {
  const last = path.split(".").at(-1) ?? path;
  const list = /^(boxes|items)(\[\d+\])?$/.exec(last);
  const name = list ? (list[1] ?? last) : last;
  return t(`orderForm:field.${name}` as "orderForm:field.postcode", { defaultValue: name });
}

/** How far an order is: a few words in its row, with the key where a person is needed. */
export function Progress({ row }: { row: OrderRow }) {
  const { t } = useTranslation(["orders", "orderForm"]);
  const { progress } = row;
  switch (progress.kind) {
    case "none":
      return null;
    case "missing":
      return <Missing issue={progress.issue} more={progress.more} />;
    case "quoted":
      return (
        <span className="mut">
          {t("progress.quoted")} <Age at={progress.at} />
        </span>
      );
    case "sent":
      return (
        <span className="mut">
          {t("progress.sent")} <Age at={progress.at} short />
        </span>
      );
    case "waiting_label":
      return (
        <span className="mut">
          {t("progress.waitingLabel")} <Age at={progress.since} short />
        </span>
      );
    case "error":
      return (
        <Trouble
          tone="bad"
          says={errorWords(t, progress.error)}
          keys={wayOut(progress.error).key}
          act={t(wayOut(progress.error).act)}
        />
      );
    case "lost":
      return (
        <Trouble tone="lost" says={t("progress.lost")} keys="a" act={t("act.ask")}>
          {progress.asked_again_at && (
            <>
              {t("progress.asked")} <Age at={progress.asked_again_at} short />
            </>
          )}
        </Trouble>
      );
    case "unprinted":
      return <span className="mut">{t("progress.unprinted")}</span>;
    case "printed":
      return (
        <span className="st mut" title={t("progress.printedTimes", { count: progress.times })}>
          <Icon name="print" />
          <span>{t("progress.printed")}</span>
        </span>
      );
    case "delivery":
      return <StatusMark kind="delivery" code={progress.status} />;
    case "refund":
      return <span className="mut">{t(`refund.${progress.refund}`)}</span>;
  }
}

function Missing({ issue, more }: { issue: IssueDocument; more: number }) {
  const { t } = useTranslation(["orders", "orderForm"]);
  const field = fieldWord(t, issue.path);
  return (
    <span className="mut" title={issue.message}>
      {issue.problem === "missing" ? t("progress.missing", { field }) : t("progress.wrong", { field })}
      {more > 0 && <span className="dim"> +{more}</span>}
    </span>
  );
}

/** The short of an error, for a row: what is wrong, or the provider's own words. */
export function errorWords(t: TFunction<["orders", "orderForm"]>, error: ErrorDocument): string {
  const field = error.fields[0];
  if (field) return t("progress.wrong", { field: fieldWord(t, field.path) });
  if (error.provider_message) return t("progress.said", { words: error.provider_message });
  return t(`trouble.${error.class}`);
}

/** What to do about an error from its row: mend the order, or try once more. */
export function wayOut(error: ErrorDocument): { key: "e" | "r"; act: "act.fix" | "act.again" } {
  return error.retryable && error.fields.length === 0
    ? { key: "r", act: "act.again" }
    : { key: "e", act: "act.fix" };
}

function Trouble({
  tone,
  says,
  keys,
  act,
  children,
}: {
  tone: "bad" | "lost";
  says: string;
  keys: string;
  act: string;
  /** Shown instead of the words, which are then read on pointing. */
  children?: ReactNode;
}) {
  return (
    <span className={`span ${tone}`}>
      <span className="cut" title={says}>
        {children || says}
      </span>
      <span className="grow" />
      <Kbd keys={keys} />
      <span className="mut small">{act}</span>
    </span>
  );
}

/** Trouble takes the room of the next column too. */
export function isTrouble({ progress }: OrderRow): boolean {
  return progress.kind === "error" || progress.kind === "lost";
}
