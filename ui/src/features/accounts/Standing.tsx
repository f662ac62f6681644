import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "~/app/useStatus";
import { Age, Money, ProblemNote } from "~/design";
import type { AccountDocument } from "~/ipc/bindings";
import { Quota } from "./columns";

/** How an account stands by its last answer: what is left, how old that is, and what went wrong. */
export function Standing({ account }: { account: AccountDocument }) {
  const { t } = useTranslation("accounts");
  const status = useStatus().data?.accounts.find((one) => one.account === account.name);
  if (!status || !account.enabled) return null;
  const { balance, quota, answered_at, error } = status;
  return (
    <section className="standing" aria-label={t("standing.title")}>
      <dl>
        <Fact name={t("standing.answered")}>
          {answered_at === null ? (
            <span className="dim">{t("standing.never")}</span>
          ) : (
            <Age at={answered_at} />
          )}
        </Fact>
        {balance && (
          <Fact name={t("standing.balance")}>
            <Money amount={balance.amount} currency={balance.currency} />
          </Fact>
        )}
        {quota && (
          <Fact name={t("standing.quota")}>
            <Quota quota={quota} />
          </Fact>
        )}
      </dl>
      {error && <ProblemNote problem={error} />}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
