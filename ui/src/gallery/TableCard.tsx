import { useMemo, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import {
  Age,
  Button,
  type Column,
  Fact,
  FindButton,
  Kbd,
  Money,
  SelectionBar,
  Sentence,
  SentenceWord,
  type Sort,
  StatusMark,
  Table,
  Tabs,
  TopBar,
} from "~/design";
import { useFormat } from "~/i18n/format";
import { Card } from "./Gallery";
import { type GalleryOrder, galleryOrders } from "./orders";

/** A list with everything around it. `?rows=1000000` makes it long. */
export function TableCard() {
  const { t } = useTranslation("gallery", { keyPrefix: "table" });
  const format = useFormat();
  const count = Number(new URLSearchParams(location.search).get("rows") ?? 40);
  const [view, setView] = useState("today");
  const [state, setState] = useState("every");
  const [sort, setSort] = useState<Sort>({ key: "order", descending: true });
  const rows = useMemo(() => galleryOrders(count, sort.descending), [count, sort.descending]);
  const [selection, setSelection] = useState<Set<string>>(() => new Set(rows.slice(3, 5).map(keyOf)));
  const [active, setActive] = useState<string | null>(rows[4]?.no ?? null);
  return (
    <Card title={t("title")}>
      <div className="demo">
        <TopBar
          title={t("orders")}
          views={
            <Tabs
              label={t("views")}
              value={view}
              onValue={setView}
              tabs={[
                { value: "today", label: t("today"), count: 214 },
                { value: "refused", label: t("refused"), count: 4, bad: true },
              ]}
            />
          }
        >
          <FindButton onClick={() => undefined}>{t("find")}</FindButton>
          <Button icon="plus" keys="Control+n">
            {t("new")}
          </Button>
        </TopBar>
        <Sentence end={<span className="small dim">{t("bar", { count: rows.length })}</span>}>
          <Trans
            t={t}
            i18nKey="sentence"
            components={{
              state: (
                <SentenceWord
                  label={t("state")}
                  value={state}
                  onValue={setState}
                  on={state !== "every"}
                  options={[
                    { value: "every", label: t("every_state") },
                    { value: "ready", label: t("only_ready") },
                  ]}
                />
              ),
            }}
          />
        </Sentence>
        <Table
          label={t("orders")}
          columns={useColumns()}
          rows={rows}
          keyOf={keyOf}
          loading={count <= 40}
          selection={selection}
          onSelection={setSelection}
          active={active}
          onActive={setActive}
          sort={sort}
          onSort={(key) => setSort({ key, descending: !sort.descending })}
          rowClass={(order) => (order.state === "cancelled" ? "gone" : undefined)}
        />
        {selection.size > 0 && (
          <SelectionBar
            count={t("selected", { count: selection.size })}
            actions={<Button keys="q">{t("views")}</Button>}
          >
            <Fact label={t("declared")}>{format.money("486.20", "USD")}</Fact>
          </SelectionBar>
        )}
      </div>
    </Card>
  );
}

const keyOf = (order: GalleryOrder) => order.no;

function useColumns(): Column<GalleryOrder>[] {
  const { t } = useTranslation("gallery", { keyPrefix: "table" });
  return useMemo(
    () => [
      {
        key: "order",
        head: t("order"),
        width: "84px",
        sortable: true,
        className: "mono",
        render: (order) => order.no,
      },
      {
        key: "state",
        head: t("state"),
        width: "124px",
        render: (order) => <StatusMark kind="order" code={order.state} />,
        skeleton: 70,
      },
      {
        key: "recipient",
        head: t("recipient"),
        width: "minmax(92px, 1fr)",
        render: (order) => order.recipient,
        skeleton: 90,
      },
      {
        key: "destination",
        head: t("destination"),
        width: "minmax(112px, 1.2fr)",
        from: 560,
        span: (order) => (order.state === "failed" ? 2 : 1),
        render: (order) =>
          order.state === "failed" ? (
            <span className="row bad">
              <span className="cut grow">{t("zip_short")}</span>
              <Kbd keys="e" />
              <span className="mut small">{t("fix")}</span>
            </span>
          ) : (
            <>
              <b className="cc">{order.country}</b>
              {order.city}
            </>
          ),
      },
      {
        key: "price",
        head: t("price"),
        width: "96px",
        right: true,
        render: (order) => <Money amount={order.price} currency="CNY" />,
      },
      {
        key: "age",
        head: t("age"),
        width: "64px",
        right: true,
        render: (order) => <Age at={order.at} short />,
      },
    ],
    [t],
  );
}
