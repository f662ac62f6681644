import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { CodeText, type Column, Icon, StatusMark } from "~/design";
import { codeOf } from "~/i18n/countries";
import { useFormat } from "~/i18n/format";
import { commands, type ParcelRow } from "~/ipc/bindings";
import { EventAge } from "./EventAge";
import { shortNames } from "./names";

/** From here on there is room for each of these (px at 32 px rows); number, order and age are always there. */
const ROOM = { sources: 1160, people: 1080, last: 900, country: 775 };

/** The columns of the list. */
export function useParcelColumns(): Column<ParcelRow>[] {
  const { t } = useTranslation("track");
  const format = useFormat();
  const short = useShortNames();
  return useMemo(
    () => [
      {
        key: "status",
        head: t("column.status"),
        width: "174px",
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
        width: "84px",
        render: (row) => row.order_no && <CodeText code={row.order_no} />,
        className: "whole",
      },
      {
        key: "recipient",
        head: t("column.recipient"),
        width: "minmax(84px, .8fr)",
        from: ROOM.people,
        render: (row) => row.recipient,
      },
      {
        key: "country",
        head: t("column.country"),
        from: ROOM.country,
        // the longest names of countries that parcels often go to stand whole
        width: "minmax(148px, .8fr)",
        render: (row) =>
          row.country && (
            <span title={format.country(row.country)}>
              {codeOf(row.country) && <b className="cc">{codeOf(row.country)}</b>}
              {format.country(row.country)}
            </span>
          ),
      },
      {
        key: "carrier",
        head: t("column.carrier"),
        width: "minmax(72px, .5fr)",
        from: ROOM.people,
        render: (row) => <span className="mut">{row.carrier}</span>,
      },
      {
        key: "last",
        head: t("column.last"),
        from: ROOM.last,
        width: "minmax(110px, 1.6fr)",
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
        width: "minmax(120px, .8fr)",
        from: ROOM.sources,
        render: (row) => <Told sources={row.sources} short={short} />,
      },
      {
        key: "age",
        head: t("column.age"),
        width: "104px",
        right: true,
        render: (row) => <EventAge at={row.last_event_at} />,
        skeleton: 40,
      },
    ],
    [t, format, short],
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

/** Who told of it: the first one, and how many more. */
function Told({ sources, short }: { sources: readonly string[]; short: ReadonlyMap<string, string> }) {
  const { t } = useTranslation("track");
  const [first, ...others] = sources;
  if (first === undefined) return null;
  return (
    <span className="span mut" title={sources.join("\n")}>
      <span className="cut">{short.get(first) ?? first}</span>
      {others.length > 0 && <span className="nw">{t("column.moreSources", { count: others.length })}</span>}
    </span>
  );
}

/** The names of the accounts as short as they can be told apart. */
function useShortNames(): ReadonlyMap<string, string> {
  const accounts = useQuery({ queryKey: ["accounts", "list"], queryFn: () => commands.accountList() });
  return useMemo(() => shortNames((accounts.data ?? []).map(({ name }) => name)), [accounts.data]);
}
