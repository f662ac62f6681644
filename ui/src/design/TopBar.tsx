import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";

/** The bar over a screen: its name, its views, and at the right what it can do. */
export function TopBar({
  title,
  count,
  views,
  children,
}: {
  title: ReactNode;
  count?: ReactNode;
  views?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="top">
      <h1>{title}</h1>
      {count !== undefined && <span className="cnt">{count}</span>}
      {views}
      <span className="grow" />
      {children}
    </div>
  );
}

/** The search box of the top bar: a button that opens the finder, folding to icon and key where it is narrow. */
export function FindButton({
  children,
  keys = "Control+k",
  onClick,
}: {
  children: ReactNode;
  keys?: string;
  onClick: () => void;
}) {
  return (
    <button type="button" className="find" onClick={onClick}>
      <Icon name="search" />
      <span className="cut">{children}</span>
      <Kbd keys={keys} />
    </button>
  );
}

/** The bar under a list while rows are selected: how many, their facts, what can be done with them. */
export function SelectionBar({
  count,
  children,
  actions,
}: {
  count: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const { t } = useTranslation("design");
  return (
    <section className="selbar" aria-label={t("selection.bar")}>
      <b className="nw">{count}</b>
      {children}
      <span className="grow" />
      {actions}
    </section>
  );
}

/** A fact of the selection bar: a small name over its value. */
export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="f">
      <small>{label}</small>
      <span>{children}</span>
    </div>
  );
}
