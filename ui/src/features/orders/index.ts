import type { Screen } from "~/app/screen";
import { OrdersEverywhere } from "./OrdersEverywhere";
import { OrdersPlace } from "./OrdersPlace";

export { giveFirstPage } from "./useOrderList";

export const orders: Screen = {
  path: "/orders",
  key: "F3",
  icon: "orders",
  title: "orders",
  Component: OrdersPlace,
  Everywhere: OrdersEverywhere,
};
