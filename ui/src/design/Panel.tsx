import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";

/** The panel beside a list: its head stands still, its body scrolls, its foot (price, main button) stays in sight. */
export function Panel({
  label,
  title,
  head,
  onClose,
  foot,
  className,
  level: Heading = "h2",
  children,
}: {
  /** What it is, for screen readers. */
  label: string;
  title: ReactNode;
  /** Small things at the right of the head. */
  head?: ReactNode;
  /** Shows the Esc button. The key itself is registered with `useKeys`. */
  onClose?: () => void;
  foot?: ReactNode;
  className?: string;
  /** `h1` where it is the screen. */
  level?: "h1" | "h2";
  children: ReactNode;
}) {
  const { t } = useTranslation("design");
  return (
    <aside className={`panel ${className ?? ""}`} aria-label={label}>
      <div className="top">
        <Heading className="sec nw">{title}</Heading>
        <span className="grow" />
        {head}
        {onClose && <Button variant="ghost" keys="Escape" aria-label={t("act.close")} onClick={onClose} />}
      </div>
      <div className="panel-body">{children}</div>
      {foot && <div className="panel-foot">{foot}</div>}
    </aside>
  );
}
