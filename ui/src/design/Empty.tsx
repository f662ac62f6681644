import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

/** An empty place: what is missing and what to do next, with the key on the button. */
export function Empty({
  icon,
  title,
  children,
  actions,
  boxed,
}: {
  icon: IconName;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  boxed?: boolean;
}) {
  return (
    <div className={boxed ? "empty box" : "empty"}>
      <Icon name={icon} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
