import { type ComponentProps, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./Icon";
import { Kbd } from "./Kbd";
import { ariaKeys } from "./keys/caps";

/** How a button looks: at most one primary a screen. */
export type ButtonVariant = "plain" | "primary" | "danger" | "ghost" | "link";

/** What a button takes beyond those of the platform. */
export interface ButtonProps extends Omit<ComponentProps<"button">, "children"> {
  variant?: ButtonVariant;
  /** Its key, shown on a cap. The binding itself is registered with `useKeys`. */
  keys?: string;
  icon?: IconName;
  /** Something runs: since when (milliseconds), or simply `true`. The button shows the ring and the seconds, and rests. */
  busy?: boolean | number;
  big?: boolean;
  /** Icon alone: then `aria-label` is needed. */
  children?: ReactNode;
}

const CLASSES: Record<ButtonVariant, string> = {
  plain: "",
  primary: "pri",
  danger: "bad",
  ghost: "ghost",
  link: "link",
};

/** A button with its key on it. */
export function Button({
  variant = "plain",
  keys,
  icon,
  busy,
  big,
  children,
  className,
  disabled,
  type,
  onClick,
  "aria-label": label,
  ...rest
}: ButtonProps) {
  // a cap that is all one sees belongs to the name: who speaks says what is written there
  const spoken = label !== undefined && keys !== undefined && !children;
  const running = busy !== undefined && busy !== false;
  const classes = [
    "btn",
    CLASSES[variant],
    big ? "big" : "",
    icon && !children && !keys ? "icon" : "",
    running ? "is-busy" : "",
    className ?? "",
  ];
  return (
    <button
      type={type ?? "button"}
      className={classes.filter(Boolean).join(" ")}
      disabled={disabled}
      aria-disabled={running || undefined}
      aria-busy={running || undefined}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      aria-label={spoken ? undefined : label}
      // busy keeps the focus where it is, so it is not `disabled`
      onClick={running ? undefined : onClick}
      {...rest}
    >
      {running ? <Icon name="sending" spin /> : icon && <Icon name={icon} />}
      {spoken && <span className="sr">{label} </span>}
      {children}
      {running && typeof busy === "number" && <Seconds since={busy} />}
      {keys && !running && <Kbd keys={keys} />}
    </button>
  );
}

function Seconds({ since }: { since: number }) {
  const { t } = useTranslation("design");
  return <span>{t("busy.seconds", { seconds: useSecondsSince(since) })}</span>;
}

/** Whole seconds since an instant, counted on. */
export function useSecondsSince(since: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((now - since) / 1000));
}
