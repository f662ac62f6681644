import { StatusMark } from "~/design";
import type { TrackDocument } from "~/ipc/bindings";
import { remarksOf, sentenceOf, type Tongue } from "./sentence";

/** Where the parcel is, in one sentence; below it what else is certain. */
export function Hero({ track, tongue }: { track: TrackDocument; tongue: Tongue }) {
  const remarks = remarksOf(track, tongue);
  return (
    <section className="hero" aria-live="polite">
      <StatusMark kind="delivery" code={track.status} />
      <p className="sent">{sentenceOf(track, tongue)}</p>
      {remarks.length > 0 && (
        <p className="why">
          {remarks.map((remark) => (
            <span key={remark}>{remark} </span>
          ))}
        </p>
      )}
    </section>
  );
}
