import type { PrintBatchDocument, PrintJobDocument } from "~/ipc/bindings";

/** How a label of a batch is shown as one square. */
export type Square = "printed" | "sent" | "unsure" | "next" | "failed" | "cancelled" | "waiting";

/** The newest try at each place of a batch: a repetition stands beside what it repeats. */
export function latestOf(batch: PrintBatchDocument): PrintJobDocument[] {
  const places = new Map<number, PrintJobDocument>();
  for (const job of batch.jobs) {
    const known = places.get(job.position);
    if (!known || known.queued_at <= job.queued_at) places.set(job.position, job);
  }
  return [...places.values()].sort((one, other) => one.position - other.position);
}

/** Labels of which only a person can say what came out, and nobody has yet. */
export const unsureOf = (jobs: readonly PrintJobDocument[]): PrintJobDocument[] =>
  jobs.filter((job) => job.state === "unsure" && job.ended_at === null);

/** Where a stopped batch goes on by itself: the first label of which nothing came out. */
export function nextOf(jobs: readonly PrintJobDocument[]): PrintJobDocument | null {
  return jobs.find((job) => job.state === "queued" || job.state === "failed") ?? null;
}

/** The square of a label; `next` is where it goes on. */
export function squareOf(job: PrintJobDocument, next: PrintJobDocument | null): Square {
  if (job.position === next?.position) return "next";
  return job.state === "queued" ? "waiting" : job.state;
}

const PLAIN = /[^0-9a-z]/gi;
const plain = (code: string): string => code.normalize("NFKC").replace(PLAIN, "").toUpperCase();
/** So few letters name no label. */
const LEAST = 4;

/** The label that a scan, or the end of a number, names. `null` for none, `many` where it is not clear which. */
export function labelNamed(
  jobs: readonly PrintJobDocument[],
  scanned: string,
): PrintJobDocument | "many" | null {
  const wanted = plain(scanned);
  if (wanted === "") return null;
  const codes = (job: PrintJobDocument) =>
    [job.tracking_no, job.order_no].flatMap((code) => (code ? [plain(code)] : []));
  const whole = jobs.filter((job) => codes(job).some((code) => code === wanted));
  // a barcode may carry the carrier's routing before the number
  const inside = jobs.filter((job) => job.tracking_no && wanted.endsWith(plain(job.tracking_no)));
  const ends =
    wanted.length < LEAST ? [] : jobs.filter((job) => codes(job).some((code) => code.endsWith(wanted)));
  for (const found of [whole, inside, ends]) {
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : "many";
  }
  return null;
}

/** From where it goes on after the last good label, and what that passes over. */
export function resumeAfter(
  jobs: readonly PrintJobDocument[],
  good: PrintJobDocument | null,
): { from: number | null; passed: PrintJobDocument[]; repeatable: PrintJobDocument[] } {
  const unsure = unsureOf(jobs);
  if (!good) return { from: nextOf(jobs)?.position ?? null, passed: [], repeatable: unsure };
  const left = jobs.filter((job) => job.state === "queued" || job.state === "failed");
  return {
    from: left.find((job) => job.position > good.position)?.position ?? null,
    passed: left.filter((job) => job.position <= good.position),
    // the scanned label and those before it are there: a person has seen them
    repeatable: unsure.filter((job) => job.position > good.position),
  };
}

/** Whether a batch waits for a person. */
export const needsPerson = (batch: PrintBatchDocument): boolean =>
  batch.state === "stopped" || unsureOf(latestOf(batch)).length > 0;

/** The batches of a printer that are shown: those with something left, and the newest one. */
export function batchesOf(
  batches: readonly PrintBatchDocument[],
  printer: string | null,
): PrintBatchDocument[] {
  const own = batches.filter((batch) => batch.printer === printer);
  const open = own.filter((batch) => batch.state !== "done" || needsPerson(batch));
  return open.length > 0 ? open : own.slice(-1);
}

/** The printer that a person should look at first; where none needs that, the one that printed last. */
export function firstPrinter(
  printers: readonly { name: string }[],
  batches: readonly PrintBatchDocument[],
): string | null {
  const stopped = batches.find(needsPerson) ?? batches.find((batch) => batch.state === "running");
  return stopped?.printer ?? batches.at(-1)?.printer ?? printers[0]?.name ?? null;
}

/** The size of a paper by its name in the print system: `om_100x150mm_100x150mm` → 100 × 150 mm. */
export function paperOf(media: string): string {
  const found = /(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$/.exec(media);
  return found ? `${found[1]} × ${found[2]} ${found[3]}` : media;
}
