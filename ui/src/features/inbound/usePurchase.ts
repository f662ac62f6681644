import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { commands, type InboundDocument } from "~/ipc/bindings";
import { useAsked } from "~/ipc/useAsked";

/** A purchase as the folder knows it, and what its account says now. */
export function usePurchase(account: string, purchase: string) {
  const { t } = useTranslation("inbound");
  return useAsked<InboundDocument>({
    key: ["parcels", "purchase", account, purchase],
    read: (ask) => commands.purchaseShow(account, purchase, ask),
    isHere: ({ fetched_at, parcels }) => fetched_at !== null || parcels.length > 0,
    troubleOf: ({ error }) => error,
    onFresh: ({ parcels }) => notify.success(t("asked", { count: parcels.length })),
  });
}

/** How many lines of goods there are, and how many are ticked. */
export function goodsOf({ parcels }: Pick<InboundDocument, "parcels">): { all: number; received: number } {
  const goods = parcels.flatMap((parcel) => parcel.goods);
  return { all: goods.length, received: goods.filter(({ received_at }) => received_at !== null).length };
}

/** The number that a parcel is followed by; `null` while the shop has given it none: the purchase's own is none. */
export function trackingOf(
  { numbers, number }: { numbers: readonly string[]; number: string },
  purchase: string,
): string | null {
  return [...numbers, number].find((one) => one !== "" && one !== purchase) ?? null;
}
