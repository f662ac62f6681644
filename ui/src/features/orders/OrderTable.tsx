import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNote, Table } from "~/design";
import { useNewOrder } from "~/features/order-form";
import type { OrderRow } from "~/ipc/bindings";
import { useOrderColumns } from "./columns";
import type { Filter } from "./filter";
import { NoOrders } from "./NoOrders";
import { useFileDrop } from "./useFileDrop";
import { idOf } from "./useOrderList";
import type { Orders } from "./useOrders";

const ended = (row: OrderRow) => (row.state === "cancelled" ? "gone" : undefined);

/** The rows, or why there are none. A file of orders may be dropped anywhere while they are shown. */
export function OrderTable({ orders, autoFocus }: { orders: Orders; autoFocus: boolean }) {
  const { t } = useTranslation("orders");
  const { filter, change, list, steady, picking, rowing, table } = orders;
  const columns = useOrderColumns();
  const newOrder = useNewOrder();
  const dropping = useFileDrop(orders.setFile);
  // whoever comes for one order has the focus there
  const [listFirst] = useState(autoFocus);
  if (list.error)
    return (
      <div className="pb">
        <ProblemNote
          problem={list.error}
          actions={[{ label: t("act.refresh"), keys: "F5", run: orders.again }]}
        />
      </div>
    );
  return (
    <div className={dropping ? "order-list dropping" : "order-list"} {...steady.hold}>
      <Table
        ref={table}
        label={t("title")}
        columns={columns}
        rows={steady.rows}
        keyOf={idOf}
        total={list.total}
        onEnd={list.more}
        loading={list.loading || picking.taking}
        active={rowing.active}
        onActive={rowing.move}
        selection={picking.selection}
        onSelection={picking.select}
        onSelectAll={() => void picking.selectAll()}
        onOpen={orders.open}
        rowClass={ended}
        sort={sortOf(filter)}
        onSort={(column) => change({ sort: nextSort(filter, column) })}
        empty={<NoOrders filter={filter} onImport={orders.deeds.chooseImport} onNew={newOrder} />}
        autoFocus={listFirst}
      />
      {dropping && <p className="drop-here">{t("import.drop")}</p>}
    </div>
  );
}

function sortOf({ sort }: Filter) {
  return sort === "updated"
    ? { key: "age", descending: true }
    : { key: "order", descending: sort === "newest" };
}

function nextSort({ sort }: Filter, column: string): Filter["sort"] {
  if (column === "age") return "updated";
  return sort === "newest" ? "oldest" : "newest";
}
