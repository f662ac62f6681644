import { lazy } from "react";
import type { Screen } from "~/app/screen";

export const accounts: Screen = {
  path: "/accounts",
  key: "F11",
  icon: "accounts",
  title: "accounts",
  Component: lazy(async () => ({ default: (await import("./AccountsScreen")).AccountsScreen })),
};
