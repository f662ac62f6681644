import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Column, Icon, type IconName } from "~/design";
import { useFormat } from "~/i18n/format";
import type { Row, Standing } from "./groups";

const LOOKS: Record<Standing, { icon: IconName; tone: string }> = {
  making: { icon: "sending", tone: "move" },
  asking: { icon: "sending", tone: "move" },
  lost: { icon: "unk", tone: "lost" },
  address: { icon: "pin", tone: "warn" },
  refused: { icon: "xc", tone: "bad" },
  ready: { icon: "ready", tone: "plain" },
  done: { icon: "done", tone: "good" },
  nothing: { icon: "ban", tone: "quiet" },
};

/** Where a channel's boxes stand, in icon, word and colour; one that is left alone says so. */
export function StandingMark({ standing, off }: { standing: Standing; off: boolean }) {
  const { t } = useTranslation("handOver");
  const { icon, tone } = LOOKS[standing];
  if (off && (standing === "ready" || standing === "address" || standing === "refused"))
    return (
      <span className="st t-quiet" data-code="off">
        <Icon name="eyeoff" />
        <span>{t("standing.off")}</span>
      </span>
    );
  return (
    <span className={`st t-${tone}`} data-code={standing}>
      <Icon name={icon} spin={icon === "sending"} />
      <span>{t(`standing.${standing}`)}</span>
    </span>
  );
}

/** The columns of the channels of a day. */
export function useGroupColumns(left: ReadonlySet<string>): Column<Row>[] {
  const { t } = useTranslation("handOver");
  const format = useFormat();
  return useMemo(() => {
    const boxes = (count: number) =>
      count === 0 ? <span className="dim">0</span> : <span>{format.number(count)}</span>;
    return [
      {
        key: "channel",
        head: t("column.channel"),
        width: "minmax(120px, 1.4fr)",
        render: (row) => (
          <span title={`${row.channel_name ?? ""} ${row.channel_id}`}>
            {row.channel_name ?? row.channel_id}
          </span>
        ),
      },
      {
        key: "account",
        head: t("column.account"),
        width: "minmax(88px, 1fr)",
        from: 560,
        render: ({ account }) => <span className="mut">{account}</span>,
      },
      {
        key: "standing",
        head: t("column.standing"),
        width: "144px",
        render: ({ key, standing }) => <StandingMark standing={standing} off={left.has(key)} />,
      },
      {
        key: "ready",
        head: t("column.ready"),
        width: "76px",
        right: true,
        render: ({ ready }) => (ready > 0 ? <b>{format.number(ready)}</b> : boxes(0)),
      },
      {
        key: "done",
        head: t("column.done"),
        width: "76px",
        right: true,
        from: 440,
        render: ({ in_form }) => boxes(in_form),
      },
      {
        key: "left",
        head: t("column.left"),
        width: "76px",
        right: true,
        from: 520,
        render: ({ left_out }) => boxes(left_out.reduce((sum, one) => sum + one.boxes, 0)),
      },
    ];
  }, [t, format, left]);
}
