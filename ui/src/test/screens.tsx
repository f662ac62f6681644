import { useLocation } from "wouter";
import type { Screen } from "~/app/screen";
import { TopBar } from "~/design";
import { settings } from "~/features/settings";

/** Instead of the real screens, in tests of what stands around them. */
function Blank() {
  const [place] = useLocation();
  return <TopBar title={place} />;
}

const blank = { Component: Blank };
export const screens: readonly Screen[] = [
  { ...blank, path: "/orders", key: "F3", icon: "orders", title: "orders" },
  { ...blank, path: "/track", key: "F7", icon: "track", title: "track" },
  { ...blank, path: "/accounts", key: "F11", icon: "accounts", title: "accounts" },
  settings,
];
