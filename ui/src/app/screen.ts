import type { ComponentType } from "react";
import type { IconName } from "~/design";

/** What a feature says of its screen. */
export interface Screen {
  /** Where it is: `/orders`; every place below it is the screen's own. */
  path: string;
  /** Its F key. */
  key: string;
  icon: IconName;
  /** Its name: a key of the shell's words, `screens.…`. */
  title: "orders" | "compare" | "print" | "track" | "accounts" | "settings";
  Component: ComponentType;
  /** Stands whatever screen is shown: for keys that work everywhere, such as a new order. */
  Everywhere?: ComponentType;
  /** At the foot of the rail. */
  last?: boolean;
}
