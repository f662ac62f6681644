import { useTranslation } from "react-i18next";
import { showFinder } from "~/app/finder";
import { Button, FindButton, Tabs, TopBar } from "~/design";
import { WayToClose } from "~/features/hand-over";
import { WayElsewhere } from "~/features/isp";
import { useNewOrder } from "~/features/order-form";
import { Filters } from "./Filters";
import { VIEWS } from "./filter";
import { ImportDialog } from "./ImportDialog";
import { OrderBar } from "./OrderBar";
import { OrderSide } from "./OrderSide";
import { OrderTable } from "./OrderTable";
import { Questions } from "./Questions";
import { type Orders, useOrders } from "./useOrders";

/** The orders: views, the filter sentence, the list, and beside it the order that is opened. */
export function OrdersScreen({ arriving, price = false }: { arriving?: string; price?: boolean }) {
  const orders = useOrders(arriving, price);
  const { list, picking, rowing, side, deeds, file, setFile } = orders;
  const { selected } = picking;
  return (
    <>
      <div className="col">
        <OrderTop orders={orders} />
        <Filters
          filter={orders.filter}
          onFilter={orders.change}
          counts={list.counts}
          total={list.total}
          field={orders.search}
          onLeave={orders.toList}
        />
        <OrderTable orders={orders} autoFocus={!arriving} />
        <OrderBar
          selected={selected}
          target={rowing.current}
          deeds={deeds}
          onCompare={orders.compare}
          onClear={() => {
            orders.clear();
            orders.toList();
          }}
        />
      </div>
      {side.beside && (
        <OrderSide
          beside={side.beside}
          selected={selected}
          deeds={deeds}
          onClose={orders.close}
          onBought={side.showBought}
        />
      )}
      <Questions deeds={deeds} />
      {file && <ImportDialog path={file} onClose={() => setFile(null)} onImported={() => setFile(null)} />}
    </>
  );
}

/** The views with their counts, and the ways to other orders. */
function OrderTop({ orders: { filter, change, list } }: { orders: Orders }) {
  const { t } = useTranslation("orders");
  const newOrder = useNewOrder();
  const tabs = VIEWS.map((view) => ({
    value: view,
    label: t(`view.${view}`),
    count: list.counts?.[view],
    bad: view === "failed",
  }));
  return (
    <TopBar
      title={t("title")}
      views={<Tabs label={t("views")} tabs={tabs} value={filter.view} onValue={(view) => change({ view })} />}
    >
      <FindButton onClick={() => showFinder()}>{t("find")}</FindButton>
      <WayToClose />
      <WayElsewhere />
      <Button icon="plus" keys="Control+n" onClick={newOrder}>
        <span className="fold">{t("new")}</span>
      </Button>
    </TopBar>
  );
}
