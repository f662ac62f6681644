import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { shell } from "~/app/fixtures";
import { answers as accounts } from "~/features/accounts/fixtures";
import { answers as printers } from "~/features/print/fixtures";
import type { TrackDocument } from "~/ipc/bindings";
import type { Answers } from "~/test/pretend";
import { openWindow } from "~/test/window";
import { answers } from "../fixtures";

const WATCHED = [
  "podPrint",
  "podExport",
  "trackLive",
  "trackCarrier",
  "trackEdit",
  "trackStop",
  "trackRemove",
  "trackAdd",
] as const;

/**
 * Opens a parcel's page; `told` has what the engine was told to do. By way of another place where something of the page
 * is answered late: the window waits for all of its first one.
 */
export async function openParcel(track: TrackDocument, more: Answers = {}, by?: string) {
  const told: [string, unknown][] = [];
  const watch = Object.fromEntries(
    WATCHED.map((name) => [name, (args: Record<string, unknown>) => void told.push([name, args])]),
  );
  const place = `/track/${track.number}`;
  const view = await openWindow(
    by ?? place,
    accounts,
    printers,
    shell({ language: "en" }),
    answers,
    { trackShow: () => track, orderShow: () => undefined },
    more,
    watch,
  );
  if (by !== undefined) {
    act(() => {
      window.location.hash = place;
    });
  }
  const user = userEvent.setup();
  await screen.findByRole("region", { name: "Timeline" });
  return { user, told, view };
}
