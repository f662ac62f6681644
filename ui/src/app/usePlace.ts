import { useEffect } from "react";
import { useLocation } from "wouter";
import type { DeskDocument } from "~/ipc/bindings";
import { noteAt, noteSession, sessionAt } from "./session";

const PLACE = "place";

/** Notes the place, so that the window opens there again. */
export function useSessionPlace(): void {
  const [place] = useLocation();
  useEffect(() => {
    if (place !== "/") noteAt(PLACE, place);
  }, [place]);
  useEffect(() => {
    // a window that is closed or left has no moment more
    const now = () => void noteSession();
    const names = ["pagehide", "blur"] as const;
    for (const name of names) window.addEventListener(name, now);
    return () => {
      for (const name of names) window.removeEventListener(name, now);
    };
  }, []);
}

/** Where the window was in a folder; the beginning where nothing was noted, and where nobody has begun yet. */
export function placeIn(desk: DeskDocument): string {
  const place = sessionAt(PLACE);
  return !desk.fresh && typeof place === "string" && place.startsWith("/") ? place : "/";
}

/** Goes to a place from outside of the screens. */
export function goTo(place: string): void {
  window.location.hash = place;
}
