import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Confirm, Note } from "~/design";
import { useFormat } from "~/i18n/format";
import { commands } from "~/ipc/bindings";
import { canTake, numbersOf, type Target } from "./rules";
import { sumsOf } from "./sums";
import type { Deeds } from "./useOrderDeeds";

const MOST_NAMED = 6;

/** The questions before what cannot be taken back: what happens to the order, and to the money. */
export function Questions({ deeds }: { deeds: Deeds }) {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const { question, answer } = deeds;
  const [yes, no] = [() => answer(true), () => answer(false)];
  if (question?.kind === "cancel") {
    return (
      <Confirm
        open
        danger
        title={t("cancel.title", { count: question.targets.length })}
        confirm={t("cancel.yes", { count: question.targets.length })}
        cancel={t("cancel.no")}
        onConfirm={yes}
        onClose={no}
      >
        <Named targets={question.targets} />
        <p>{t("cancel.means")}</p>
        <Broken targets={question.targets} />
        <Charged targets={question.targets} />
        {question.others > 0 && <p className="mut">{t("cancel.others", { count: question.others })}</p>}
      </Confirm>
    );
  }
  if (question?.kind === "discard") {
    return (
      <Confirm
        open
        danger
        title={t("discard.title", { count: question.targets.length })}
        confirm={t("discard.yes", { count: question.targets.length })}
        onConfirm={yes}
        onClose={no}
      >
        <Named targets={question.targets} />
        <p>{t("discard.means")}</p>
        {question.others > 0 && <p className="mut">{t("discard.others", { count: question.others })}</p>}
      </Confirm>
    );
  }
  if (question?.kind === "take") {
    return (
      <Confirm
        open
        title={t("take.title", { number: question.target.order_no })}
        confirm={t("take.yes")}
        onConfirm={yes}
        onClose={no}
      >
        <p>{t("take.means", { account: question.target.account })}</p>
      </Confirm>
    );
  }
  if (question?.kind !== "buyAgain") return null;
  const { target } = question;
  return (
    <Confirm
      open
      title={t("buyAgain.title", { number: target.order_no })}
      confirm={t("buyAgain.yes")}
      onConfirm={yes}
      onClose={no}
    >
      <p>
        {t(canTake(target) ? "buyAgain.nextNumber" : "buyAgain.means", {
          account: target.account,
          channel: target.channel_name ?? target.channel_id,
        })}
      </p>
      {target.price && (
        <p className="mut">
          {t("buyAgain.price", { amount: format.money(target.price.amount, target.price.currency) })}
        </p>
      )}
    </Confirm>
  );
}

function Named({ targets }: { targets: readonly Target[] }) {
  const { t } = useTranslation("orders");
  const numbers = numbersOf(targets);
  return (
    <p>
      <span className="mono">{numbers.slice(0, MOST_NAMED).join("  ")}</span>
      {numbers.length > MOST_NAMED && ` ${t("cancel.more", { count: numbers.length - MOST_NAMED })}`}
    </p>
  );
}

/** The scan forms that cancelling breaks: the boxes beside those that are cancelled count as not handed in. */
function Broken({ targets }: { targets: readonly Target[] }) {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const numbers = numbersOf(targets);
  const { data } = useQuery({
    queryKey: ["orders", "forms", ...numbers],
    queryFn: () => commands.formsBrokenBy(numbers),
    staleTime: 0,
  });
  if (!data || data.length === 0) return null;
  return (
    <Note tone="warn" live title={t("cancel.breaks", { count: data.length })}>
      {data.map(({ id, made_at, boxes, certain }) => (
        <span className="said" key={id}>
          {t(certain ? "cancel.broken" : "cancel.maybeBroken", {
            day: format.date(made_at),
            time: format.time(made_at),
            count: boxes,
          })}
        </span>
      ))}
    </Note>
  );
}

function Charged({ targets }: { targets: readonly Target[] }) {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const { prices } = sumsOf(targets);
  if (prices.length === 0) return null;
  return (
    <p>
      {t("cancel.charged", {
        amounts: format.list(prices.map(({ amount, currency }) => format.money(amount, currency))),
      })}
    </p>
  );
}
