import { useTranslation } from "react-i18next";
import {
  Age,
  CodeText,
  FeeBar,
  FeeList,
  Kbd,
  Money,
  Size,
  Skeleton,
  STATUSES,
  StatusMark,
  Weight,
} from "~/design";
import { Card } from "./Gallery";

/** The three tables of statuses. */
export function StatusCards() {
  const { t } = useTranslation("gallery", { keyPrefix: "status" });
  return (["order", "delivery", "print"] as const).map((kind) => (
    <Card key={kind} title={`${t(kind)} ${Object.keys(STATUSES[kind]).length}`}>
      <div className="sg">
        {Object.keys(STATUSES[kind]).map((code) => (
          <div key={code} className="stc">
            <StatusMark kind={kind} code={code} />
            <code>{code}</code>
          </div>
        ))}
      </div>
    </Card>
  ));
}

const FEES = { postage: "28.60", registration: "6.00", handling: "3.20", other: "0.00", fuel: "5.00" };
const MINUTE = 60_000;

/** Amounts, ages, measures, numbers. */
export function DataCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "data" });
  const now = Date.now();
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  yesterday.setHours(18, 40, 0, 0);
  return (
    <Card title={t("title")}>
      <dl className="mk">
        <div>
          <dt>{t("money")}</dt>
          <dd>
            <Money amount="42.80" currency="CNY" />
          </dd>
          <dd>
            <Money amount="1204.00" currency="USD" />
          </dd>
          <dd>
            <Money amount="3480" currency="JPY" />
          </dd>
          <dd>
            <Money amount="45.20" currency="CNY" signed tone="good" />
          </dd>
          <dd>
            <Money amount="-7.50" currency="CNY" signed tone="warn" />
          </dd>
          <dd>
            <Money amount={null} currency="CNY" />
          </dd>
        </div>
        <div>
          <dt>{t("age")}</dt>
          <dd>
            <Age at={now} />
          </dd>
          <dd>
            <Age at={now - 4.5 * MINUTE} />
          </dd>
          <dd>
            <Age at={yesterday} />
          </dd>
          <dd>
            <Age at={now - 12.5 * MINUTE} staleAfter={10} />
          </dd>
          <dd>
            <Age at={now - 4.5 * MINUTE} short />
          </dd>
        </div>
        <div>
          <dt>{t("measure")}</dt>
          <dd>
            <Weight kg="1.72" />
          </dd>
          <dd>
            <Size cm={["40", "30", "18"]} />
          </dd>
          <dd>
            <Weight kg={null} />
          </dd>
        </div>
        <div>
          <dt>{t("number")}</dt>
          <dd>
            <CodeText code="A1062" />
          </dd>
          <dd>
            <CodeText code="9400110200881234567890" grouped copyable />
          </dd>
        </div>
        <div>
          <dt>{t("keys")}</dt>
          <dd className="row">
            {["F2", "Control+k", "Enter", "Escape", "Shift+Enter", "g 1", "?"].map((keys) => (
              <Kbd key={keys} keys={keys} />
            ))}
          </dd>
        </div>
        <div>
          <dt>{t("fees")}</dt>
          <dd className="fee-demo">
            <FeeBar parts={FEES} currency="CNY" />
          </dd>
          <dd>
            <FeeList parts={FEES} />
          </dd>
        </div>
        <div>
          <dt>{t("loading")}</dt>
          <dd className="row">
            <Skeleton width={48} />
            <Skeleton width={90} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}
