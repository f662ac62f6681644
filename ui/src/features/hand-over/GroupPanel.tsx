import type { KeyboardEvent, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useDesk } from "~/app/desk";
import { Button, Field, Kbd, Note, Panel, ProblemNote, TextInput } from "~/design";
import { FilePreview } from "~/features/label";
import { useFormat } from "~/i18n/format";
import { StandingMark } from "./columns";
import { FormList } from "./FormList";
import { lostForm, type Row, shownForm } from "./groups";
import type { HandOver } from "./useHandOver";

/** So many orders are named; the rest is counted. */
const MOST_NAMED = 8;

/** A channel of the day: its address, what stays out and why, its forms, and how the chosen one looks. */
export function GroupPanel({
  row,
  state,
  field,
  chosen,
  onChoose,
  onAsk,
  onDone,
}: {
  row: Row;
  state: HandOver;
  field: RefObject<HTMLInputElement | null>;
  chosen: string | null;
  onChoose: (form: string) => void;
  onAsk: (question: "again" | "confirm") => void;
  /** The address was typed. */
  onDone: () => void;
}) {
  const { t } = useTranslation("handOver");
  const shown = shownForm(row, chosen);
  return (
    <Panel
      label={t("panel")}
      className="ho"
      title={<span className="cut">{row.channel_name ?? row.channel_id}</span>}
      head={<StandingMark standing={row.standing} off={state.left.has(row.key)} />}
    >
      <div className="ho-body">
        <p className="mut small">
          {row.account} <span className="mono">{row.channel_id}</span>
        </p>
        <Trouble row={row} state={state} onAsk={onAsk} />
        <Address row={row} state={state} field={field} onDone={onDone} />
        <LeftOut row={row} />
        <FormList row={row} state={state} shown={shown} onChoose={onChoose} />
      </div>
      {shown?.sha256 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is read can be reached
        <section className="paper fits" tabIndex={0} aria-label={t("preview")}>
          <FilePreview sha256={shown.sha256} label={t("preview")} />
        </section>
      )}
    </Panel>
  );
}

function Trouble({
  row,
  state,
  onAsk,
}: {
  row: Row;
  state: HandOver;
  onAsk: (question: "again" | "confirm") => void;
}) {
  const { t } = useTranslation("handOver");
  const format = useFormat();
  const lost = row.standing === "lost" ? lostForm(row) : null;
  const [newest] = row.forms;
  const problem = state.troubles[row.key] ?? (newest?.state === "failed" ? newest.error : null);
  return (
    <>
      {lost && (
        <Note
          tone="lost"
          live
          title={t("lost.title", { time: format.time(lost.made_at), count: lost.boxes })}
          actions={
            <span className="ho-acts">
              <Button keys="a" disabled={state.busy} onClick={() => onAsk("again")}>
                {t("lost.again")}
              </Button>
              <Button keys="y" disabled={state.busy} onClick={() => onAsk("confirm")}>
                {t("lost.confirm")}
              </Button>
            </span>
          }
        >
          {t("lost.means", { account: row.account })}
        </Note>
      )}
      {problem && row.standing !== "making" && <ProblemNote problem={problem} />}
      {problem && row.standing === "refused" && (
        <p className="small mut">
          {t("refusedNext")} <Kbd keys="Space" />
        </p>
      )}
    </>
  );
}

function Address({
  row,
  state,
  field,
  onDone,
}: {
  row: Row;
  state: HandOver;
  field: RefObject<HTMLInputElement | null>;
  onDone: () => void;
}) {
  const { t } = useTranslation("handOver");
  const { practice } = useDesk().desk;
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onDone();
  };
  return (
    <Field label={t("address.label")} hint={t(practice ? "address.practice" : "address.hint")} required>
      <TextInput
        ref={field}
        mono
        unit={<Kbd keys="e" />}
        value={state.typed[row.key] ?? row.address}
        disabled={state.busy}
        onChange={(event) => state.type(row, event.target.value)}
        onKeyDown={leave}
      />
    </Field>
  );
}

function LeftOut({ row }: { row: Row }) {
  const { t } = useTranslation("handOver");
  const unprinted =
    row.unprinted.length > 0
      ? [
          {
            reason: "unprinted",
            message: t("unprinted"),
            boxes: row.unprinted.length,
            order_nos: row.unprinted,
          },
        ]
      : [];
  const all = [...row.left_out, ...unprinted];
  if (all.length === 0) return null;
  return (
    <section aria-label={t("left.title")}>
      <h3 className="sub">{t("left.title")}</h3>
      <ul className="ho-left">
        {all.map(({ reason, message, boxes, order_nos }) => (
          <li key={reason}>
            <span className={reason === "unprinted" ? "warn" : undefined}>
              {t(reason === "unprinted" ? "left.orders" : "left.boxes", { count: boxes, message })}
            </span>
            <span className="ho-nos">
              {order_nos.slice(0, MOST_NAMED).map((order_no) => (
                <Link key={order_no} className="acc mono nw" href={`/orders/${encodeURIComponent(order_no)}`}>
                  {order_no}
                </Link>
              ))}
              {order_nos.length > MOST_NAMED && (
                <span className="mut">{t("left.more", { count: order_nos.length - MOST_NAMED })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
