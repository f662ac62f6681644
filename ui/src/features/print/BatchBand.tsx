import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Field, Icon, TextInput } from "~/design";
import { useReason } from "~/features/label";
import { useFormat } from "~/i18n/format";
import type { PrintBatchDocument, PrintJobDocument } from "~/ipc/bindings";
import { labelNamed, nextOf, resumeAfter, unsureOf } from "./batch";
import { Squares } from "./Squares";

/** What the band takes. */
export interface BatchBandProps {
  batch: PrintBatchDocument;
  /** What people call its printer. */
  printer: string;
  jobs: readonly PrintJobDocument[];
  /** The batch waits for a person. */
  stopped: boolean;
  good: PrintJobDocument | null;
  onGood: (job: PrintJobDocument | null) => void;
  scan: RefObject<HTMLInputElement | null>;
  busy: number | null;
  onResume: (includeUnsure: boolean) => void;
  onMove: () => void;
  onStop: () => void;
}

/** How a batch stands: what happened, the squares, and how it goes on. */
export function BatchBand(props: BatchBandProps) {
  const { batch, jobs, stopped, good, onMove, onStop } = props;
  const { t } = useTranslation("print");
  const format = useFormat();
  const plan = resumeAfter(jobs, good);
  const next = jobs.find((job) => job.position === plan.from) ?? null;
  const open = batch.state !== "done";
  return (
    <section className={stopped ? "jam" : "jam calm"} aria-label={t("batch", { name: batch.name })}>
      <div className="jh">
        <Icon
          name={stopped ? "xc" : open ? "print" : batch.printed === batch.total ? "done" : "info"}
          size={24}
          className={stopped || open ? undefined : "good"}
        />
        <Headline {...props} />
        {(open || stopped) && (
          <>
            <Button variant="ghost" keys="m" onClick={onMove}>
              {t("act.move")}
            </Button>
            <Button variant="ghost" keys="Delete" onClick={onStop}>
              {t("act.stop")}
            </Button>
          </>
        )}
      </div>
      <Squares
        batch={batch}
        jobs={jobs}
        next={stopped ? next : null}
        end={
          <span className="nw">
            {t("batch", { name: batch.name })}
            <i className="dot" />
            {t("sentAt", { time: format.time(batch.started_at) })}
            {batch.reason && (
              <>
                <i className="dot" />
                {batch.reason}
              </>
            )}
          </span>
        }
      />
      {stopped && <Resume {...props} plan={plan} />}
    </section>
  );
}

function Headline({ batch, printer, jobs, stopped }: BatchBandProps) {
  const { t } = useTranslation("print");
  const reason = useReason();
  const unsure = unsureOf(jobs);
  const why = [...unsure, ...jobs].flatMap((job) => job.reasons)[0];
  const at =
    unsure[0]?.position ?? jobs.find((job) => job.state === "failed")?.position ?? nextOf(jobs)?.position;
  const { printed, total } = batch;
  if (!stopped) {
    const key = batch.state === "done" ? "head.done" : "head.running";
    return (
      <div className="grow" role="status">
        <h2>{t(key, { printer, printed, total })}</h2>
        <p>
          {t(
            batch.state === "done"
              ? printed === total
                ? "head.allOut"
                : "head.notAll"
              : "head.sentNotPrinted",
          )}
        </p>
      </div>
    );
  }
  const waiting = jobs.filter((job) => job.state === "queued").length;
  return (
    <div className="grow" role="alert">
      <h2>
        {why ? t("head.stoppedBy", { printer, why: reason(why), at }) : t("head.stopped", { printer, at })}
      </h2>
      <p>
        {printed > 0 && t("head.out", { count: printed })}
        {unsure.length > 0 &&
          t("head.unsure", { places: unsure.map((job) => job.position).join(", "), count: unsure.length })}
        {waiting > 0 && t("head.waiting", { count: waiting })}
      </p>
      {batch.error && <p className="small">{batch.error.next_step}</p>}
    </div>
  );
}

function Resume({
  batch,
  jobs,
  good,
  onGood,
  scan,
  busy,
  onResume,
  plan,
}: BatchBandProps & { plan: ReturnType<typeof resumeAfter> }) {
  const { t } = useTranslation("print");
  const format = useFormat();
  const [text, setText] = useState("");
  const [missed, setMissed] = useState<string | null>(null);
  const match = labelNamed(jobs, text);
  const seen = match && match !== "many" ? match : null;
  const take = () => {
    // a scanner ends with Enter: that Enter names the label, the next one goes on
    if (text.trim() === "") return onResume(false);
    if (!seen) return setMissed(match === "many" ? t("scan.many", { text }) : t("scan.none", { text }));
    setText("");
    setMissed(null);
    onGood(seen);
  };
  const places = plan.repeatable.map((job) => job.position).join(", ");
  const reason = useReason();
  const why = jobs.flatMap((job) => (job.state === "unsure" ? job.reasons : []))[0];
  return (
    <>
      <div className="fix">
        <Field label={t("scan.label")} error={missed ?? undefined} className="scan">
          <TextInput
            ref={scan}
            mono
            lead={<Icon name="pack" />}
            value={text}
            placeholder={good?.tracking_no ?? good?.order_no ?? ""}
            unit={
              seen || (good && text === "") ? (
                <span className="good nw">
                  <Icon name="check" size={14} /> {t("scan.found", { at: (seen ?? good)?.position })}
                </span>
              ) : undefined
            }
            onChange={(event) => {
              setText(event.target.value);
              setMissed(null);
              if (good) onGood(null);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return;
              event.preventDefault();
              if (event.shiftKey) onResume(true);
              else take();
            }}
          />
        </Field>
        <Button
          variant="primary"
          big
          keys="Enter"
          busy={busy ?? false}
          disabled={missed !== null}
          onClick={() => onResume(false)}
        >
          {plan.from === null ? t("act.finish") : t("act.resume", { from: plan.from, total: batch.total })}
        </Button>
        {plan.repeatable.length > 0 && (
          <Button
            big
            keys="Shift+Enter"
            disabled={busy !== null || missed !== null}
            onClick={() => onResume(true)}
          >
            {t("act.repeat", { places, count: plan.repeatable.length })}
          </Button>
        )}
        <span className="grow" />
        <span className="small dim nw">
          {batch.stopped_at && format.time(batch.stopped_at)} {why && reason(why)}
        </span>
      </div>
      {plan.passed.length > 0 && (
        <p className="warn small" role="alert">
          {t("scan.passed", {
            places: plan.passed.map((job) => job.position).join(", "),
            count: plan.passed.length,
          })}
        </p>
      )}
    </>
  );
}
