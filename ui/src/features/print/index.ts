import { lazy } from "react";
import type { Screen } from "~/app/screen";

export const print: Screen = {
  path: "/print",
  key: "F6",
  icon: "print",
  title: "print",
  Component: lazy(async () => ({ default: (await import("./PrintScreen")).PrintScreen })),
};
