import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import { useKeys } from "./keys/useKeys";

/** What a dialog takes. */
export interface DialogProps {
  open: boolean;
  /** Esc, the veil, or a button that closes it. */
  onClose: () => void;
  title: ReactNode;
  children?: ReactNode;
  /** The buttons at the end; the one that Enter or Ctrl+Enter does stands last. */
  actions?: ReactNode;
  /** Where the focus goes first; the first field or button unless told. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Wider than 480 px. */
  wide?: boolean;
  /** A click on the veil does not close it: for forms and anything that would be lost. */
  holds?: boolean;
}

/** A dialog over the screen. While it is open no key of the screen below works. */
export function Dialog({ open, onClose, title, children, actions, initialFocus, wide, holds }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal={holds}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Viewport className="over">
          <Base.Popup className={wide ? "dialog wide" : "dialog"} initialFocus={initialFocus}>
            <DialogScope />
            <Base.Title>{title}</Base.Title>
            <div className="dialog-body">{children}</div>
            {actions && <div className="act">{actions}</div>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Keeps the keys of the screen below quiet for as long as the dialog stands. */
function DialogScope() {
  useKeys("dialog", [], { layer: "dialog" });
  return null;
}
