import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";

/** A success that goes by itself, with Undo where there is one. Screens push it with `notify.success`. */
export function Toast({
  children,
  onUndo,
  undo,
  icon = "done",
}: {
  children: ReactNode;
  onUndo?: () => void;
  undo?: string;
  icon?: IconName;
}) {
  const { t } = useTranslation("design");
  return (
    <div className="toast">
      <Icon name={icon} className="good" />
      <span className="grow">{children}</span>
      {onUndo && (
        <Button variant="ghost" keys="Control+z" onClick={onUndo}>
          {undo ?? t("act.undo")}
        </Button>
      )}
    </div>
  );
}
