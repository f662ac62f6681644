/** Where the purchases are: below the parcels. */
export const PURCHASES = "/track/purchases";

/** The place of a purchase. */
export const purchasePlace = (account: string, purchase: string) =>
  `${PURCHASES}/${encodeURIComponent(account)}/${encodeURIComponent(purchase)}`;
