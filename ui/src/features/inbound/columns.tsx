import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Age, CodeText, type Column, Icon, StatusMark } from "~/design";
import type { InboundRow } from "~/ipc/bindings";

/** The columns of the list of purchases. */
export function usePurchaseColumns(): Column<InboundRow>[] {
  const { t } = useTranslation("inbound");
  return useMemo(
    () => [
      {
        key: "purchase",
        head: t("column.purchase"),
        width: "minmax(168px, auto)",
        render: ({ purchase }) => <CodeText code={purchase} />,
        className: "whole",
        skeleton: 140,
      },
      {
        key: "status",
        head: t("column.status"),
        width: "minmax(180px, 1.4fr)",
        render: (row) => <Statuses row={row} />,
      },
      {
        key: "goods",
        head: t("column.goods"),
        width: "minmax(132px, 1fr)",
        render: (row) => <Received row={row} />,
      },
      {
        key: "parcels",
        head: t("column.parcels"),
        width: "88px",
        right: true,
        from: 700,
        render: ({ parcels }) => parcels,
      },
      {
        key: "account",
        head: t("column.account"),
        width: "minmax(96px, .8fr)",
        from: 720,
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

function Statuses({ row: { statuses } }: { row: InboundRow }) {
  const { t } = useTranslation("inbound");
  if (statuses.length === 0) return <span className="dim">{t("list.unshipped")}</span>;
  return (
    <span className="span">
      {statuses.map((status) => (
        <StatusMark key={status} kind="delivery" code={status} />
      ))}
    </span>
  );
}

/** All of it there is done; some of it is not nothing. */
function Received({ row: { goods, received } }: { row: InboundRow }) {
  const { t } = useTranslation("inbound");
  if (goods === 0) return <span className="dim">{t("goods.unsaid")}</span>;
  return (
    <span className="span">
      {received === goods && <Icon name="done" size={14} className="good" />}
      {t("goods.count", { received, all: goods })}
    </span>
  );
}
