import { accounts } from "~/features/accounts";
import { compare } from "~/features/compare";
import { orders } from "~/features/orders";
import { print } from "~/features/print";
import { settings } from "~/features/settings";
import { track } from "~/features/track";
import type { Screen } from "./screen";

/** The screens, in the order of the rail. A new one is a feature folder and a line here. */
export const screens: readonly Screen[] = [orders, compare, print, track, accounts, settings];
