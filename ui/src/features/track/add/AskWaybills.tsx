import { useTranslation } from "react-i18next";
import { useStatus } from "~/app/useStatus";
import { Confirm } from "~/design";
import { useFormat } from "~/i18n/format";

/** What one of them costs of the account's quota. */
const UNITS = 20;

/** Before air waybills are asked about: what that costs. */
export function AskWaybills({
  numbers,
  others,
  account,
  onYes,
  onNo,
}: {
  numbers: readonly string[];
  /** So many numbers of parcels go with them. */
  others: number;
  account: string;
  onYes: () => void;
  onNo: () => void;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const quota = useStatus().data?.accounts.find((one) => one.account === account)?.quota;
  const count = numbers.length;
  return (
    <Confirm
      open
      title={t("awb.title", { count })}
      confirm={t("awb.yes", { count })}
      cancel={t("awb.no")}
      onConfirm={onYes}
      onClose={onNo}
    >
      <p className="named-numbers mono">
        {numbers.slice(0, 4).map((number) => (
          <span key={number}>{number}</span>
        ))}
        {count > 4 && <span className="dim">{t("act.remove.more", { count: count - 4 })}</span>}
      </p>
      <p>{t("awb.costs", { account, units: UNITS, all: format.number(UNITS * count) })}</p>
      {others > 0 && <p className="mut">{t("awb.others", { count: others })}</p>}
      {quota && <p className="mut">{t("awb.left", { account, left: format.number(quota.left) })}</p>}
    </Confirm>
  );
}
