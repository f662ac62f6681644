import { useTranslation } from "react-i18next";
import { Age, Button, Empty, Note, ProblemNote } from "~/design";
import { useFormat } from "~/i18n/format";
import type { OrderDocument } from "~/ipc/bindings";
import { PagePlace } from "./PdfPages";

/** There is no label: it is on its way, or nothing was bought. */
export function LabelMissing({
  order,
  loading,
  since,
  onFetch,
}: {
  order: OrderDocument | undefined;
  loading: boolean;
  since: number | null;
  onFetch: () => void;
}) {
  const { t } = useTranslation("label");
  const format = useFormat();
  const fetch = (
    <Button variant="primary" keys="F5" busy={since ?? false} onClick={onFetch}>
      {t("missing.fetch")}
    </Button>
  );
  return (
    <>
      {loading && <PagePlace />}
      {order?.state === "submitted" || order?.state === "labelled" ? (
        <Empty icon="labelwait" title={t("missing.title")} actions={fetch}>
          {t("missing.text")} <Age at={order.updated_at} />
          {order.label_look_at && (
            <>
              <i className="dot" />
              {t("missing.next", { at: format.time(order.label_look_at) })}
            </>
          )}
        </Empty>
      ) : (
        order && (
          <Empty icon="label" title={t("missing.none")}>
            {t("missing.noneText")}
          </Empty>
        )
      )}
      {order?.last_error && order.state === "submitted" && <ProblemNote problem={order.last_error} />}
      {order?.state === "unknown" && <Note tone="lost" title={t("missing.unknown")} />}
    </>
  );
}
