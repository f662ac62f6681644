/** Where a day is closed: below the orders, today's or another one (`/orders/hand-over/2026-03-02`). */
export const HAND_OVER = "/orders/hand-over";

/** The place of a day; today's without one. */
export const dayPlace = (date: string | null) => (date ? `${HAND_OVER}/${date}` : HAND_OVER);
