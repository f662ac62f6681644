import { lazy } from "react";
import type { Screen } from "~/app/screen";

export const track: Screen = {
  path: "/track",
  key: "F7",
  icon: "track",
  title: "track",
  Component: lazy(async () => ({ default: (await import("./TrackScreen")).TrackScreen })),
};
