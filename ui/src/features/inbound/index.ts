export { InboundPlace } from "./InboundPlace";
export { ParcelGoods } from "./ParcelGoods";
export { PURCHASES, purchasePlace } from "./place";
export { WayToPurchases } from "./WayToPurchases";
