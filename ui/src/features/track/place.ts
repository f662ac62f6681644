import { useState } from "react";
import { sessionAt } from "~/app/session";

/** The place of a parcel. */
export const parcelPlace = (number: string) => `/track/${encodeURIComponent(number.replace(/\s/g, ""))}`;

/** Where Esc leads from a parcel: to the screen that it was opened from, else to the list. */
export function useWayBack(): string {
  // the place noted last is still the one before this
  const [from] = useState(() => sessionAt("place"));
  return typeof from === "string" && !from.startsWith("/track") ? from : "/track";
}
