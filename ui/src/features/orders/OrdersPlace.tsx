import { Route, Switch, useLocation } from "wouter";
import { HAND_OVER, HandOverPlace } from "~/features/hand-over";
import { ELSEWHERE, ForeignPlace } from "~/features/isp";
import { LabelScreen } from "~/features/label";
import { OrderFormScreen } from "~/features/order-form";
import { OrdersScreen } from "./OrdersScreen";
import "./orders.css";

/**
 * What stands below `/orders`: the list; an order opened in it (`/orders/ID`), its prices asked for at once
 * (`/orders/ID/price`); its form; its labels over the whole screen; and the end of a day.
 */
export function OrdersPlace() {
  const [, go] = useLocation();
  return (
    <Switch>
      <Route path={`${ELSEWHERE}/*?`}>
        <ForeignPlace />
      </Route>
      <Route path={`${HAND_OVER}/*?`}>
        <HandOverPlace />
      </Route>
      <Route path="/orders/:id/form/:field?">
        {({ id, field }) => <OrderFormScreen key={id} id={id} field={field} />}
      </Route>
      <Route path="/orders/:no/label">
        {({ no }) => <LabelScreen orderNo={no} onClose={() => go(`/orders/${encodeURIComponent(no)}`)} />}
      </Route>
      <Route path="/orders/:id/price">{({ id }) => <OrdersScreen arriving={id} price />}</Route>
      <Route path="/orders/:id">{({ id }) => <OrdersScreen arriving={id} />}</Route>
      <Route path="/orders">
        <OrdersScreen />
      </Route>
    </Switch>
  );
}
