import { lazy } from "react";
import type { Screen } from "~/app/screen";

export const settings: Screen = {
  path: "/settings",
  key: "F12",
  icon: "settings",
  title: "settings",
  Component: lazy(async () => ({ default: (await import("./SettingsScreen")).SettingsScreen })),
  last: true,
};
