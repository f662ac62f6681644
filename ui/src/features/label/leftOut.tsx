import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "~/app/session";
import { Button, Note, notify } from "~/design";
import type { PrintBatchDocument, PrintLeftOut } from "~/ipc/bindings";

/** What was left out of the last batches, by batch: the engine tells it once, and the window keeps it until it is read. */
type Kept = Readonly<Record<string, readonly PrintLeftOut[]>>;

const NOTED = "print.leftOut";
const NOTHING: Kept = {};
const MOST_BATCHES = 8;
/** Of many the first ones are told at once; Print lists all of them. */
const MOST_TOLD = 3;

/** Tells which labels a batch was made without, and keeps that for Print. */
export function useLeftOut(): (batch: PrintBatchDocument) => void {
  const { t } = useTranslation("label");
  const [, keep] = useSessionState<Kept>(NOTED, NOTHING);
  return useCallback(
    ({ id, name, left_out }) => {
      if (left_out.length === 0) return;
      keep((now) =>
        Object.fromEntries(
          [...Object.entries(now).filter(([one]) => one !== id), [id, left_out]].slice(-MOST_BATCHES),
        ),
      );
      for (const { order_no, error } of left_out.slice(0, MOST_TOLD))
        notify.problem({ ...error, message: saidOf(t, order_no, error.message) });
      const more = left_out.length - MOST_TOLD;
      if (more > 0)
        notify.problem({
          code: "print.left_out",
          class: "fix_data",
          message: t("left.more", { count: more, name }),
          next_step: t("left.where"),
        });
    },
    [t, keep],
  );
}

/** Which labels of a batch were left out, and why; stands until it was read. */
export function LeftOutNote({ batch }: { batch: PrintBatchDocument }) {
  const { t } = useTranslation("label");
  const [kept, keep] = useSessionState<Kept>(NOTED, NOTHING);
  const left = batch.left_out.length > 0 ? batch.left_out : (kept[batch.id] ?? []);
  if (left.length === 0) return null;
  const ways = [...new Set(left.map(({ error }) => error.next_step).filter(Boolean))];
  const read = () => keep((now) => Object.fromEntries(Object.entries(now).filter(([id]) => id !== batch.id)));
  return (
    <Note
      tone="warn"
      live
      title={t("left.title", { count: left.length, name: batch.name })}
      actions={kept[batch.id] && <Button onClick={read}>{t("left.read")}</Button>}
    >
      {left.map(({ order_no, error }) => (
        <span className="said" key={order_no}>
          {saidOf(t, order_no, error.message)}
        </span>
      ))}
      {ways.map((way) => (
        <span className="said mut" key={way}>
          {way}
        </span>
      ))}
    </Note>
  );
}

/** The trouble with the order's number, where it does not name it itself. */
function saidOf(
  t: ReturnType<typeof useTranslation<"label">>["t"],
  order_no: string,
  message: string,
): string {
  return message.includes(order_no) ? message : t("left.one", { orderNo: order_no, message });
}
