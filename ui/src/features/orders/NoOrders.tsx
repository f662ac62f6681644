import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, Empty } from "~/design";
import { type Filter, narrows } from "./filter";

/** Why there is nothing, and what to do next. */
export function NoOrders({
  filter,
  onImport,
  onNew,
}: {
  filter: Filter;
  onImport: () => void;
  onNew: () => void;
}): ReactNode {
  const { t } = useTranslation("orders");
  const query = filter.query.trim();
  if (query !== "") return <Empty icon="search" title={t("empty.query", { query })} />;
  if (narrows(filter)) return <Empty icon="orders" title={t("empty.filter")} />;
  if (filter.view !== "today" && filter.view !== "all") {
    return <Empty icon="done" title={t(`empty.${filter.view}`)} />;
  }
  return (
    <Empty
      icon="orders"
      title={t(filter.view === "today" ? "empty.today" : "empty.all")}
      actions={
        <>
          <Button icon="download" keys="Control+o" onClick={onImport}>
            {t("act.import")}
          </Button>
          <Button icon="plus" keys="Control+n" onClick={onNew}>
            {t("new")}
          </Button>
        </>
      }
    >
      {t("empty.next")}
    </Empty>
  );
}
