import { useTranslation } from "react-i18next";
import { useAbleNames } from "~/app/useAble";
import { homeOf, KeptList } from "~/features/kept";
import { commands, type InboundRow } from "~/ipc/bindings";
import { usePurchaseColumns } from "./columns";
import { purchasePlace } from "./place";

/** The purchases that are on their way to our door. Any other is opened by its sub-order id. */
export function PurchaseList() {
  const { t } = useTranslation("inbound");
  const accounts = useAbleNames("purchases");
  const columns = usePurchaseColumns();
  return (
    <KeptList
      name="inbound"
      icon="boxback"
      words={{
        title: t("title"),
        rows: t("list.rows"),
        find: t("keys.find"),
        label: t("open.label"),
        placeholder: t("open.placeholder"),
        empty: { title: t("list.empty"), next: t("list.emptyNext") },
        none: (text) => t("list.none", { text }),
        nobody: { title: t("list.nobody"), next: t("list.nobodyNext") },
      }}
      back="/track"
      source={{ key: ["parcels", "purchases"], read: () => commands.purchaseList() }}
      columns={columns}
      keyOf={keyOf}
      textOf={textOf}
      placeOf={placeOf}
      accounts={accounts}
      placeFor={(typed, account, rows) => {
        const at = homeOf(rows, account, ({ purchase }) => purchase === typed);
        return at && purchasePlace(at, typed);
      }}
    />
  );
}

const keyOf = ({ account, purchase }: InboundRow) => `${account}\u0000${purchase}`;
const textOf = ({ purchase }: InboundRow) => purchase;
const placeOf = ({ account, purchase }: InboundRow) => purchasePlace(account, purchase);
