import type {
  PrintAsk,
  PrintBatchDocument,
  PrinterDocument,
  PrintJobDocument,
  PrintState,
} from "~/ipc/bindings";
import { type Answers, tellChange } from "~/test/pretend";

/** Invented printers, and a batch of 120 that stands still at label 37. On the page: `?print=none`, `?print=empty`. */
const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search).get("print");
const START = Date.now() - 90_000;
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

/** A printer with what matters set. */
export const printer = (some: Partial<PrinterDocument>): PrinterDocument => ({
  name: "ZD421",
  info: "ZD421",
  location: "3 号台",
  model: "ZD421",
  state: "idle",
  reasons: [],
  message: "",
  accepting: true,
  is_default: false,
  media_default: "om_100x150mm_100x150mm",
  media: ["om_100x150mm_100x150mm"],
  media_ready: ["om_100x150mm_100x150mm"],
  layouts: ["as-is", "100x150"],
  label_stock: true,
  takes_pages: true,
  jobs: 0,
  queued: 0,
  routes: [],
  ...some,
});

/** The printers of the station. */
export const printers: readonly PrinterDocument[] = [
  printer({
    state: "stopped",
    reasons: ["media-jam"],
    queued: 83,
    jobs: 1,
    routes: ["label"],
    is_default: true,
  }),
  printer({
    name: "HP_M404",
    info: "HP M404",
    location: "办公室",
    media_default: "iso_a4_210x297mm",
    media_ready: ["iso_a4_210x297mm"],
    layouts: ["as-is", "a4", "a4-4up"],
    label_stock: false,
    jobs: 2,
    routes: ["scan_form"],
  }),
  printer({
    name: "TSC",
    info: "TSC T-310",
    state: "stopped",
    reasons: ["paused"],
    media_default: "om_100x100mm_100x100mm",
    media_ready: ["om_100x100mm_100x100mm"],
    queued: 1,
    routes: ["transfer"],
  }),
];

const PEOPLE = [
  "Grace L., Austin US",
  "Omar S., Tampa US",
  "Lily R., Omaha US",
  "Noel P., Fresno US",
  "Erin W., Salem US",
  "Saul M., Reno US",
  "Vera K., Tulsa US",
];

/** A label of a batch with what matters set. */
export const job = (
  position: number,
  state: PrintState,
  some: Partial<PrintJobDocument> = {},
): PrintJobDocument => ({
  id: `job-${position}`,
  batch: "batch-7",
  position,
  order_no: `A${String(952 + position).padStart(4, "0")}`,
  box_no: null,
  kind: "label",
  tracking_no: `94001102008812345${String(60000 + position * 7).slice(-5)}`,
  recipient: PEOPLE[(position - 35 + 70) % PEOPLE.length] ?? "",
  printer: "ZD421",
  media: "om_100x150mm_100x150mm",
  copies: 1,
  layout: "100x150",
  state,
  reasons: state === "unsure" ? ["media-jam"] : [],
  error: null,
  spooler_job: null,
  queued_at: at(0),
  sent_at: state === "queued" ? null : at(position * 2),
  ended_at: state === "printed" ? at(position * 2 + 1) : null,
  updated_at: at(position * 2 + 1),
  sha256: position % 2 === 0 ? "a".repeat(64) : "b".repeat(64),
  earlier: 0,
  ...some,
});

/** A batch with its counts. */
export function batch(
  jobs: readonly PrintJobDocument[],
  some: Partial<PrintBatchDocument> = {},
): PrintBatchDocument {
  const of = (...states: PrintState[]) => jobs.filter((one) => states.includes(one.state)).length;
  return {
    id: "batch-7",
    name: "B-1122-07",
    kind: "label",
    printer: "ZD421",
    layout: "100x150",
    copies: 1,
    reason: null,
    total: jobs.length,
    printed: of("printed"),
    unsure: of("unsure"),
    waiting: of("queued", "sent"),
    failed: of("failed"),
    cancelled: of("cancelled"),
    started_at: at(0),
    state: "stopped",
    error: null,
    stopped_at: at(75),
    jobs: [...jobs],
    left_out: [],
    ...some,
  };
}

/** 36 out, one unsure, 83 never sent. */
export const jammed = (): PrintBatchDocument =>
  batch(
    Array.from({ length: 120 }, (_, index) =>
      job(index + 1, index < 36 ? "printed" : index === 36 ? "unsure" : "queued"),
    ),
  );

let batches: PrintBatchDocument[] = asked ? [] : [jammed()];

function change(id: string, next: (one: PrintBatchDocument) => PrintBatchDocument): PrintBatchDocument {
  batches = batches.map((one) => (one.id === id ? next(one) : one));
  void tellChange("printing");
  return batches.find((one) => one.id === id) ?? jammed();
}

/** A second for each label: sent, then out. */
function run(id: string): void {
  const timer = setInterval(() => {
    change(id, (one) => {
      const busy = one.jobs.find((job) => job.state === "sent");
      const next = one.jobs.find((job) => job.state === "queued");
      const now = new Date().toISOString();
      if (!busy && !next) clearInterval(timer);
      const jobs = one.jobs.map((job) =>
        job === busy
          ? { ...job, state: "printed" as const, ended_at: now }
          : job === next
            ? { ...job, state: "sent" as const, sent_at: now }
            : job,
      );
      return batch(jobs, { ...one, ...countsOf(jobs), state: busy || next ? "running" : "done", jobs });
    });
  }, 900);
}

const countsOf = (jobs: readonly PrintJobDocument[]) => {
  const { printed, unsure, waiting, failed, cancelled } = batch(jobs);
  return { printed, unsure, waiting, failed, cancelled };
};

export const answers: Answers = {
  printerList: () => (asked === "none" ? [] : printers),
  printQueue: () => ({ printers: asked === "none" ? [] : printers, batches, error: null }),
  print: ({ ask }) => {
    const { order_nos, printer: name } = ask as PrintAsk;
    const id = `batch-${batches.length + 8}`;
    const jobs = order_nos.flatMap((order_no) =>
      [1, 2].map((position) =>
        job(position, "queued", { id: `${id}-${position}`, batch: id, order_no, printer: name ?? "ZD421" }),
      ),
    );
    batches = [
      ...batches,
      batch(jobs, {
        id,
        name: `B-1122-${String(batches.length + 8).padStart(2, "0")}`,
        state: "running",
        printer: name ?? "ZD421",
      }),
    ];
    run(id);
    return batches.at(-1);
  },
  printResume: ({ batch: id, from, includeUnsure }) => {
    const after = change(String(id), (one) => {
      const jobs = one.jobs.map((job) => {
        if (job.state === "queued" && job.position < Number(from))
          return { ...job, state: "cancelled" as const };
        if (job.state !== "unsure") return job;
        return includeUnsure
          ? { ...job, state: "queued" as const, earlier: 1, reasons: [] }
          : { ...job, ended_at: at(80) };
      });
      return { ...one, ...countsOf(jobs), state: "running", stopped_at: null, jobs };
    });
    run(String(id));
    return after;
  },
  printMove: ({ batch: id, printer: name }) =>
    change(String(id), (one) => ({ ...one, printer: String(name) })),
  printStop: ({ batch: id }) =>
    change(String(id), (one) => {
      const jobs = one.jobs.map((job) =>
        job.state === "queued" ? { ...job, state: "cancelled" as const, ended_at: at(85) } : job,
      );
      return { ...one, ...countsOf(jobs), state: "done", jobs };
    }),
  printTest: ({ printer: name }) =>
    batch([job(1, "sent", { kind: "test", order_no: null })], {
      id: "test",
      kind: "test",
      printer: String(name),
      state: "running",
    }),
};
