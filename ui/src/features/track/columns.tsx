import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Age, CodeText, type Column, Icon, StatusMark } from "~/design";
import { useFormat } from "~/i18n/format";
import type { ParcelRow } from "~/ipc/bindings";
import { figuresText, whenOf } from "./when";

/** From here on there is room for who said it (px). */
const WIDE = 1080;
const MIDDLE = 860;

/** The columns of the list. */
export function useParcelColumns(): Column<ParcelRow>[] {
  const { t } = useTranslation("track");
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: "status",
        head: t("column.status"),
        width: "158px",
        render: (row) => <StatusMark kind="delivery" code={row.status} words={row.last_text} />,
      },
      {
        key: "number",
        head: t("column.number"),
        width: "minmax(208px, auto)",
        render: (row) => <Numbered row={row} />,
        skeleton: 160,
        className: "whole",
      },
      {
        key: "order",
        head: t("column.order"),
        width: "92px",
        render: (row) => row.order_no && <CodeText code={row.order_no} />,
        className: "whole",
      },
      {
        key: "recipient",
        head: t("column.recipient"),
        width: "minmax(92px, .8fr)",
        from: MIDDLE,
        render: (row) => row.recipient,
      },
      {
        key: "country",
        head: t("column.country"),
        width: "minmax(96px, .8fr)",
        render: (row) =>
          row.country && (
            <span title={format.country(row.country)}>
              <b className="cc">{row.country}</b>
              {format.country(row.country)}
            </span>
          ),
      },
      {
        key: "carrier",
        head: t("column.carrier"),
        width: "minmax(72px, .5fr)",
        from: MIDDLE,
        render: (row) => <span className="mut">{row.carrier}</span>,
      },
      {
        key: "last",
        head: t("column.last"),
        width: "minmax(140px, 1.6fr)",
        render: (row) => (
          <span className="mut" title={row.last_text}>
            {row.last_text}
          </span>
        ),
        skeleton: 120,
      },
      {
        key: "sources",
        head: t("column.sources"),
        width: "minmax(96px, .8fr)",
        from: WIDE,
        render: (row) => (
          <span className="mut" title={row.sources.join(", ")}>
            {row.sources.join(", ")}
          </span>
        ),
      },
      {
        key: "age",
        head: t("column.age"),
        width: "96px",
        right: true,
        render: (row) => <LastAge at={row.last_event_at} />,
        skeleton: 40,
      },
    ],
    [t, format],
  );
}

function Numbered({ row }: { row: ParcelRow }) {
  const { t } = useTranslation("track");
  return (
    <span className="span">
      <CodeText code={row.number} />
      {row.pods > 0 && <Icon name="image" size={14} label={t("column.pods", { count: row.pods })} />}
    </span>
  );
}

const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** How old the newest line is; where its instant is not known, what the clock at the place said. */
function LastAge({ at }: { at: string | null }) {
  const { t } = useTranslation("track");
  if (at === null || ZONED.test(at)) return <Age at={at} short />;
  return (
    <span className="age" title={`${at} · ${t("timeline.localTitle")}`}>
      {figuresText(whenOf({ at: null, at_text: at }), Date.now())}
    </span>
  );
}
