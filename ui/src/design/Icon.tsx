import type { SVGProps } from "react";
import { type IconName, PATHS } from "./iconPaths";

export type { IconName } from "./iconPaths";

/** One of our own drawings. It says nothing to a screen reader unless `label` is given. */
export function Icon({ name, size, label, spin, className }: IconProps) {
  const drawn: string | readonly { d: string; dash?: string }[] = PATHS[name];
  const parts = typeof drawn === "string" ? [{ d: drawn }] : drawn;
  const classes = ["i", size && size !== 16 ? `s${size}` : "", spin ? "spin" : "", className ?? ""].filter(
    Boolean,
  );
  const speech: SVGProps<SVGSVGElement> = label
    ? { role: "img", "aria-label": label }
    : { "aria-hidden": true };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a title would show as a tooltip; the label speaks
    <svg className={classes.join(" ")} viewBox="0 0 16 16" focusable="false" {...speech}>
      {parts.map((part) => (
        <path key={part.d} d={part.d} strokeDasharray={part.dash} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

/** What an icon takes. */
export interface IconProps {
  name: IconName;
  /** 16 unless told. */
  size?: 12 | 14 | 16 | 20 | 24;
  /** Its meaning, where no word stands beside it. */
  label?: string;
  /** Turns: something is under way. */
  spin?: boolean;
  className?: string;
}
