import { lazy } from "react";

export { fieldWord, issueWords } from "./fields";
export { NewOrder, useNewOrder } from "./newOrder";

export const OrderFormScreen = lazy(async () => ({
  default: (await import("./OrderFormScreen")).OrderFormScreen,
}));
