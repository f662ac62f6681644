import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Age, CodeText, type Column, StatusMark } from "~/design";
import type { ForeignOrderRow, ForeignState } from "~/ipc/bindings";

/** The columns of the list of orders made at a provider. */
export function useForeignColumns(): Column<ForeignOrderRow>[] {
  const { t } = useTranslation("isp");
  return useMemo(
    () => [
      {
        key: "order",
        head: t("column.order"),
        width: "minmax(168px, auto)",
        render: ({ order_no }) => <CodeText code={order_no} />,
        className: "whole",
        skeleton: 140,
      },
      {
        key: "state",
        head: t("column.state"),
        width: "minmax(140px, 1.2fr)",
        render: ({ state }) => <StateText state={state} />,
      },
      {
        key: "reference",
        head: t("column.reference"),
        width: "minmax(112px, 1fr)",
        from: 760,
        render: ({ reference }) => <span title={reference ?? undefined}>{reference}</span>,
      },
      {
        key: "tracking",
        head: t("column.tracking"),
        width: "minmax(196px, auto)",
        render: ({ tracking_no }) =>
          tracking_no ? <CodeText code={tracking_no} /> : <span className="dim">{t("noNumber")}</span>,
        className: "whole",
      },
      {
        key: "account",
        head: t("column.account"),
        width: "minmax(88px, .8fr)",
        from: 920,
        render: ({ account }) => <span className="mut">{account}</span>,
      },
      {
        key: "age",
        head: t("column.age"),
        width: "96px",
        right: true,
        render: ({ fetched_at }) => <Age at={fetched_at} short />,
      },
    ],
    [t],
  );
}

/** Where such an order stands. A code that nobody knows is said to be that, with the code itself beside it. */
export function StateText({ state }: { state: ForeignState | null }) {
  const { t } = useTranslation("isp");
  if (state === null) return <span className="dim">{t("state.unsaid")}</span>;
  if (state.text !== null) return <span title={state.code}>{state.text}</span>;
  return (
    <span className="span" title={t("state.unknown")}>
      <StatusMark kind="delivery" code="unknown" />
      <span className="mono">{state.code}</span>
    </span>
  );
}
