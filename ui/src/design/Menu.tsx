import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import { Kbd } from "./Kbd";

/** One thing to do, or `"separator"`. */
export type MenuEntry =
  | "separator"
  | {
      label: ReactNode;
      onSelect: () => void;
      icon?: IconName;
      /** Its key, shown on a cap; registered with `useKeys`. */
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
    };

/** A menu behind a button: `trigger` is the button itself. */
export function Menu({ trigger, entries }: { trigger: ReactElement; entries: readonly MenuEntry[] }) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={4} align="end">
          <Base.Popup className="popup menu">
            {entries.map((entry, index) =>
              entry === "separator" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a separator has nothing else to be known by
                <Base.Separator key={`separator-${index}`} className="separator" />
              ) : (
                <Base.Item
                  // biome-ignore lint/suspicious/noArrayIndexKey: the entries of a menu stand still
                  key={`entry-${index}`}
                  className={entry.danger ? "option bad" : "option"}
                  disabled={entry.disabled}
                  onClick={entry.onSelect}
                >
                  <span className="mark">{entry.icon && <Icon name={entry.icon} size={14} />}</span>
                  <span className="grow">{entry.label}</span>
                  {entry.keys && <Kbd keys={entry.keys} />}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
