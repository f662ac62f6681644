import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { useAbleNames } from "~/app/useAble";
import { Icon, SegmentedControl } from "~/design";
import { homeOf, KeptList } from "~/features/kept";
import { commands, type ForeignOrderRow } from "~/ipc/bindings";
import { useForeignColumns } from "./columns";
import { foreignPlace } from "./place";

const BY = ["order", "reference"] as const;

/** Orders that were made at a provider: shown and kept here, never changed. Any other is opened by number or reference. */
export function ForeignList() {
  const { t } = useTranslation("isp");
  const accounts = useAbleNames("foreign_orders");
  const columns = useForeignColumns();
  const [by, setBy] = useSessionState<(typeof BY)[number]>("isp.by", "order");
  return (
    <KeptList
      name="isp"
      icon="globe"
      words={{
        title: t("title"),
        rows: t("list.rows"),
        find: t("keys.find"),
        label: t(`open.${by}Label`),
        placeholder: t(`open.${by}Label`),
        empty: { title: t("list.empty"), next: t("list.emptyNext") },
        none: (text) => t("list.none", { text }),
        nobody: { title: t("list.nobody"), next: t("list.nobodyNext") },
      }}
      back="/orders"
      source={{ key: ["orders", "elsewhere", "list"], read: () => commands.ispList() }}
      columns={columns}
      keyOf={keyOf}
      textOf={textOf}
      placeOf={({ account, order_no }) => foreignPlace(account, { order: order_no })}
      accounts={accounts}
      placeFor={(typed, account, rows) => {
        const at = homeOf(rows, account, (row) => (by === "order" ? row.order_no : row.reference) === typed);
        return at && foreignPlace(at, by === "order" ? { order: typed } : { reference: typed });
      }}
      by={
        <SegmentedControl
          label={t("open.by")}
          segments={BY.map((value) => ({ value, label: t(`open.${value}`) }))}
          value={by}
          onValue={setBy}
        />
      }
      note={
        <>
          <Icon name="lock" size={14} />
          {t("readOnly")}
        </>
      }
    />
  );
}

const keyOf = ({ account, order_no }: ForeignOrderRow) => `${account}\u0000${order_no}`;
const textOf = ({ order_no, reference, tracking_no }: ForeignOrderRow) =>
  `${order_no} ${reference ?? ""} ${tracking_no ?? ""}`;
