import { lazy } from "react";
import type { Screen } from "~/app/screen";

export { ComparePanel, type ComparePanelProps } from "./ComparePanel";
export type { AutoAsk } from "./usePrices";

export const compare: Screen = {
  path: "/compare",
  key: "F4",
  icon: "compare",
  title: "compare",
  Component: lazy(async () => ({ default: (await import("./CompareScreen")).CompareScreen })),
};
