import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { noteAt } from "~/app/session";
import { Button, notify, ProblemNote, Skeleton, TopBar, useKeys } from "~/design";
import { commands, type FormDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { LockedForm } from "./LockedForm";
import { freshForm, leaveFresh } from "./newOrder";
import { OrderForm } from "./OrderForm";
import "./order-form.css";

/** The form of an order: to type, or to read where it was sent already. */
export function OrderFormScreen({ id, field }: { id: string; field?: string }) {
  const { t } = useTranslation("orderForm");
  const [, go] = useLocation();
  const { data, error, refetch } = useQuery({
    // not by topic: what is being typed is never read again from below
    queryKey: ["form", id],
    queryFn: () => commands.orderForm(id),
    initialData: () => freshForm(id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useFreshEnd(id);
  const back = () => {
    noteAt("orders.active", id);
    readAgain(["orders"]);
    go("/orders");
  };
  const duplicate = async () => {
    try {
      const copy = await commands.orderDuplicate(id);
      notify.success(t("duplicated", { number: copy.form.order_no }));
      readAgain(["orders"]);
      go(`/orders/${copy.id}/form`);
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    }
  };
  if (data && !data.locked) {
    return (
      <OrderForm
        given={data}
        isNew={freshForm(id) !== undefined}
        field={field}
        onBack={back}
        onDuplicate={() => void duplicate()}
        onPrice={() => {
          readAgain(["orders"]);
          go(`/orders/${id}/price`);
        }}
      />
    );
  }
  return (
    <Still document={data} onBack={back} onDuplicate={() => void duplicate()}>
      {error && (
        <ProblemNote
          problem={problemOf(error)}
          actions={[{ label: t("again"), keys: "F5", run: () => void refetch() }]}
        />
      )}
    </Still>
  );
}

/** What can only be read: an order that was sent, one that is on its way here, or one that did not come. */
function Still({
  document,
  onBack,
  onDuplicate,
  children,
}: {
  document: FormDocument | undefined;
  onBack: () => void;
  onDuplicate: () => void;
  children: React.ReactNode;
}) {
  const { t } = useTranslation("orderForm");
  useKeys(
    "order-form",
    [
      { keys: "Escape", label: t("back"), run: onBack },
      { keys: "Control+d", label: t("duplicate"), run: onDuplicate, when: document !== undefined },
    ],
    { title: t("title") },
  );
  return (
    <div className="col">
      <TopBar
        title={
          <>
            {t("title")} <span className="mono">{document?.form.order_no}</span>
          </>
        }
      >
        <Button variant="ghost" icon="back" keys="Escape" aria-label={t("back")} onClick={onBack} />
      </TopBar>
      {document ? (
        <LockedForm document={document} onDuplicate={onDuplicate} />
      ) : (
        <div className="form">{children || <Skeleton width={320} />}</div>
      )}
    </div>
  );
}

/** An order that was made and left untouched goes away again. Effects may run twice, so it is looked at afterwards. */
const shown = new Set<string>();
function useFreshEnd(id: string): void {
  useEffect(() => {
    shown.add(id);
    return () => {
      shown.delete(id);
      setTimeout(() => shown.has(id) || leaveFresh(id));
    };
  }, [id]);
}
