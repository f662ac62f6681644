import { useEffect } from "react";
import { useLocation } from "wouter";
import type { DeskDocument } from "~/ipc/bindings";
import { beforeClosing } from "./leaving";
import { noteAt, noteSession, sessionAt } from "./session";

const PLACE = "place";

/** Notes the place, so that the window opens there again. */
export function useSessionPlace(): void {
  const [place] = useLocation();
  useEffect(() => {
    if (place !== "/") noteAt(PLACE, place);
  }, [place]);
  useEffect(() => {
    // a window that is left may have no moment more
    const now = () => void noteSession();
    const stay = beforeClosing(noteSession);
    window.addEventListener("blur", now);
    return () => {
      window.removeEventListener("blur", now);
      stay();
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
