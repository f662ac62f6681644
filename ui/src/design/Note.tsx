import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

/** How grave a note is; `lost` says that we do not know. */
export type NoteTone = "info" | "warn" | "bad" | "lost" | "good";

const ICONS: Record<NoteTone, IconName> = {
  info: "info",
  warn: "warn",
  bad: "xc",
  lost: "unk",
  good: "done",
};

/** A message that stays where it is: what happened, what it means, what to do. */
export function Note({
  tone = "info",
  icon,
  title,
  children,
  actions,
  live,
}: {
  tone?: NoteTone;
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out as soon as it appears. */
  live?: boolean;
}) {
  return (
    <div className={tone === "info" ? "note" : `note ${tone}`} role={live ? "alert" : undefined}>
      <Icon name={icon ?? ICONS[tone]} />
      <div className="t">
        <b>{title}</b>
        {children && <p>{children}</p>}
      </div>
      {actions}
    </div>
  );
}
