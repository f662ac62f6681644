import type { IconName } from "./Icon";

/** Quiet and plain rest; moving runs; good is done; attention, trouble and not known ask for a person. */
export type Tone = "quiet" | "plain" | "move" | "good" | "warn" | "bad" | "lost";

/** How a status is drawn. */
export interface StatusLook {
  icon: IconName;
  tone: Tone;
  spin?: boolean;
}

const look = (icon: IconName, tone: Tone, spin = false): StatusLook => ({ icon, tone, spin });

/** The statuses by whose they are: an order's, a parcel's on its way, a printed label's or a printer's. */
export const STATUSES = {
  order: {
    draft: look("pencil", "quiet"),
    ready: look("ready", "plain"),
    submitting: look("sending", "move", true),
    unknown: look("unk", "lost"),
    submitted: look("labelwait", "move"),
    labelled: look("label", "good"),
    failed: look("xc", "bad"),
    cancelling: look("banning", "warn"),
    cancelled: look("ban", "quiet"),
  },
  delivery: {
    unknown: look("unk", "lost"),
    pending: look("dots", "quiet"),
    not_found: look("notfound", "quiet"),
    info_received: look("mail", "plain"),
    processing: look("house", "plain"),
    picked_up: look("pickup", "plain"),
    in_transit: look("truck", "move"),
    customs: look("stamp", "move"),
    out_for_delivery: look("van", "move"),
    ready_for_pickup: look("store", "warn"),
    attempt_failed: look("doorx", "warn"),
    delayed: look("glass", "warn"),
    exception: look("warn", "bad"),
    returning: look("back", "warn"),
    returned: look("boxback", "plain"),
    delivered: look("done", "good"),
    lost: look("lostbox", "bad"),
    damaged: look("broken", "bad"),
    destroyed: look("flame", "bad"),
    cancelled: look("ban", "quiet"),
    expired: look("calx", "quiet"),
    shipped_untracked: look("eyeoff", "quiet"),
  },
  print: {
    waiting: look("dots", "quiet"),
    printing: look("sending", "move", true),
    sent: look("arrow", "move"),
    printed: look("done", "good"),
    unsure: look("unk", "lost"),
    jammed: look("xc", "bad"),
    failed: look("xc", "bad"),
    paused: look("pause", "quiet"),
    resume: look("arrow", "move"),
    cancelled: look("ban", "quiet"),
    ready: look("done", "good"),
    offline: look("plug", "warn"),
  },
} as const satisfies Record<string, Record<string, StatusLook>>;

/** Whose status it is. */
export type StatusKind = keyof typeof STATUSES;
/** The codes of one kind. */
export type StatusCode<Kind extends StatusKind> = keyof (typeof STATUSES)[Kind] & string;
/** An order's state. */
export type OrderState = StatusCode<"order">;
/** A parcel's status. */
export type DeliveryStatus = StatusCode<"delivery">;
/** A label's or printer's state. */
export type PrintState = StatusCode<"print">;

/** The look of a status; `null` for a code that this window does not know. */
export function statusLook(kind: StatusKind, code: string): StatusLook | null {
  const table: Readonly<Record<string, StatusLook>> = STATUSES[kind];
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}
