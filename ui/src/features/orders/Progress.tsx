import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Age, Icon, Kbd, StatusMark } from "~/design";
import { fieldWord, issueWords } from "~/features/order-form";
import type { ErrorDocument, IssueDocument, OrderRow } from "~/ipc/bindings";
import { isTaken } from "./rules";

/** How far an order is: a few words in its row, with the key where a person is needed. */
export function Progress({ row }: { row: OrderRow }) {
  const { t } = useTranslation("orders");
  const { t: form } = useTranslation("orderForm");
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
          {t("progress.sent")} <Age at={progress.at} />
        </span>
      );
    case "waiting_label":
      return (
        <span className="mut">
          {t("progress.waitingLabel")} <Age at={progress.since} />
        </span>
      );
    case "error":
      return (
        <Trouble
          tone="bad"
          says={errorWords(t, form, progress.error)}
          keys={wayOut(progress.error).key}
          act={t(wayOut(progress.error).act)}
        />
      );
    case "lost":
      return (
        <Trouble tone="lost" says={t("progress.lost")} keys="a" act={t("act.ask")}>
          {progress.asked_again_at && (
            <>
              {t("progress.asked")} <Age at={progress.asked_again_at} />
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
  const { t } = useTranslation("orders");
  const { t: form } = useTranslation("orderForm");
  const field = fieldWord(form, issue.path);
  return (
    <span className="mut" title={issueWords(form, issue)}>
      {issue.problem === "missing" ? t("progress.missing", { field }) : t("progress.wrong", { field })}
      {more > 0 && <span className="dim"> +{more}</span>}
    </span>
  );
}

/** The short of an error, for a row: what is wrong, or the provider's own words. */
export function errorWords(
  t: TFunction<"orders">,
  form: TFunction<"orderForm">,
  error: ErrorDocument,
): string {
  const field = error.fields[0];
  if (field) return t("progress.wrong", { field: fieldWord(form, field.path) });
  if (error.provider_message) return t("progress.said", { words: error.provider_message });
  return t(`trouble.${error.class}`);
}

/** What to do about an error from its row: say whose the order is, mend it, or try once more. */
export function wayOut(error: ErrorDocument): {
  key: "e" | "l" | "r";
  act: "act.fix" | "act.take" | "act.again";
} {
  if (isTaken(error)) return { key: "l", act: "act.take" };
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
