import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Age, type Column, Icon, Money, StatusMark, Weight } from "~/design";
import { useFormat } from "~/i18n/format";
import type { OrderRow } from "~/ipc/bindings";
import { isTrouble, Progress } from "./Progress";

/** From here on there is room for channel and source, and below the other there is none for the age (px at 32 px rows). */
const WIDE = 1080;
const NARROW = 832;
/** Below these the recipient goes, then the weight: the destination stands for the order. */
const TIGHT = 784;
const TIGHTER = 692;
/** Below this no number would be whole: the price is read beside the list. */
const TIGHTEST = 620;

/** The columns of the list: those of the design notes, by the width of the table. */
export function useOrderColumns(): Column<OrderRow>[] {
  const { t } = useTranslation("orders");
  const format = useFormat();
  return useMemo(() => {
    const progress = {
      head: t("column.progress"),
      render: (row: OrderRow) => <Progress row={row} />,
      span: (row: OrderRow) => (isTrouble(row) ? 2 : 1),
      skeleton: 84,
    };
    return [
      {
        key: "order",
        head: t("column.order"),
        width: "68px",
        sortable: true,
        render: (row) => <OrderNo row={row} />,
        className: "order-no",
      },
      {
        key: "state",
        head: t("column.state"),
        width: "124px",
        render: (row) => <StatusMark kind="order" code={row.state} />,
      },
      {
        key: "recipient",
        from: TIGHT,
        head: t("column.recipient"),
        width: "minmax(92px, 1fr)",
        render: (row) => row.recipient,
      },
      {
        key: "destination",
        head: t("column.destination"),
        width: "minmax(112px, 1.2fr)",
        render: (row) => (
          <span title={row.country && format.country(row.country)}>
            <b className="cc">{row.country}</b>
            {row.city}
          </span>
        ),
      },
      {
        key: "boxes",
        from: TIGHTER,
        head: t("column.boxes"),
        width: "92px",
        right: true,
        render: (row) => <Boxes row={row} />,
        skeleton: 40,
      },
      { ...progress, key: "progress", width: "minmax(134px, .6fr)", from: NARROW },
      { ...progress, key: "progress-narrow", width: "152px", below: NARROW },
      {
        key: "channel",
        head: t("column.channel"),
        width: "minmax(120px, 1fr)",
        from: WIDE,
        render: (row) =>
          row.channel_id && (
            <span className="mut">{row.channel_name ?? t("channelNo", { id: row.channel_id })}</span>
          ),
      },
      {
        key: "price",
        from: TIGHTEST,
        head: t("column.price"),
        width: "96px",
        right: true,
        render: (row) => row.price && <Money amount={row.price.amount} currency={row.price.currency} />,
        skeleton: 56,
      },
      {
        key: "source",
        head: t("column.source"),
        width: "minmax(90px, .6fr)",
        from: WIDE,
        render: (row) => <span className="mut">{row.reference}</span>,
      },
      {
        key: "age",
        head: t("column.age"),
        width: "64px",
        right: true,
        from: NARROW,
        sortable: true,
        render: (row) => <Age at={row.updated_at} short />,
        skeleton: 32,
      },
    ];
  }, [t, format]);
}

function OrderNo({ row }: { row: OrderRow }) {
  const { t } = useTranslation("orders");
  if (row.order_no) return <span className="mono">{row.order_no}</span>;
  return <span className="dim">{t("noNumber")}</span>;
}

function Boxes({ row }: { row: OrderRow }) {
  const { t } = useTranslation("orders");
  const weighed = !/^0*\.?0*$/.test(row.weight_kg);
  return (
    <span className="boxes-cell">
      {row.boxes > 1 && (
        <span className="row-mark">
          <Icon name="box" size={14} label={t("column.boxes")} />
          {row.boxes}
        </span>
      )}
      {weighed ? <Weight kg={row.weight_kg} unit={false} /> : <span className="dim">—</span>}
    </span>
  );
}
