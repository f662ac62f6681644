import { CloseTheDay } from "~/features/hand-over";
import { NewOrder } from "~/features/order-form";

/** What orders have a key for on every screen: a new one, and the end of the day. */
export function OrdersEverywhere() {
  return (
    <>
      <NewOrder />
      <CloseTheDay />
    </>
  );
}
