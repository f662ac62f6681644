import { giveFirstPage } from "~/features/orders";
import type { DeskDocument, OpeningDocument } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { restoreSession } from "./session";
import { goTo, placeIn } from "./usePlace";

/** What the page came with; `null` where the folder was not open in time. */
export function opening(): OpeningDocument | null {
  const told = document.getElementById("opening")?.textContent;
  return told ? JSON.parse(told) : null;
}

/** Shows what the page came with before anything is asked. */
export function takeOver({ desk, status, counts, orders }: OpeningDocument): void {
  enter(desk);
  queries.setQueryData(["status"], status);
  queries.setQueryData(["orders", "counts", null], counts);
  if (orders) giveFirstPage(orders.request, orders.page);
}

/** Goes to where the window was in a folder, with what was being done there. */
export function enter(opened: DeskDocument): void {
  restoreSession(opened.session);
  // a window that was sent somewhere goes there
  if (!/^#\/./.test(window.location.hash)) goTo(placeIn(opened));
}
