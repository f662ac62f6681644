import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { useKeys } from "./keys/useKeys";

/** What a question takes. */
export interface ConfirmProps {
  open: boolean;
  title: ReactNode;
  /** What it means, in plain words. */
  children?: ReactNode;
  /** What the button does: a verb, never “Yes”. */
  confirm: string;
  /** What staying means. */
  cancel?: string;
  danger?: boolean;
  /** The key that confirms; Ctrl+Enter unless told. */
  keys?: string;
  busy?: boolean | number;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** A question before something that cannot be taken back. The safe answer has the focus. */
export function Confirm(props: ConfirmProps) {
  const {
    open,
    title,
    children,
    confirm,
    cancel,
    danger,
    keys = "Control+Enter",
    busy,
    disabled,
    onConfirm,
    onClose,
  } = props;
  const { t } = useTranslation("design");
  const stay = useRef<HTMLButtonElement>(null);
  const actions = (
    <>
      <Button ref={stay} keys="Escape" onClick={onClose}>
        {cancel ?? t("act.cancel")}
      </Button>
      <Button
        variant={danger ? "danger" : "primary"}
        keys={keys}
        busy={busy}
        disabled={disabled}
        onClick={onConfirm}
      >
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title={title} actions={actions} initialFocus={stay} holds>
      {children}
      <ConfirmKeys keys={keys} label={confirm} run={onConfirm} when={!busy && !disabled} />
    </Dialog>
  );
}

function ConfirmKeys({
  keys,
  label,
  run,
  when,
}: {
  keys: string;
  label: string;
  run: () => void;
  when: boolean;
}) {
  useKeys("confirm", [{ keys, label, run, when, inFields: true }], { layer: "dialog" });
  return null;
}
