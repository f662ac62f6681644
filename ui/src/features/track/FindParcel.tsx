import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Icon, Kbd, TextInput } from "~/design";
import { oneLine } from "./several";

/** The field over the list: what is typed narrows it; Enter opens what is meant. */
export function FindParcel({
  text,
  onText,
  field,
  onSubmit,
  onLeave,
}: {
  text: string;
  onText: (text: string) => void;
  field: RefObject<HTMLInputElement | null>;
  onSubmit: () => void;
  /** On to the list. */
  onLeave: () => void;
}) {
  const { t } = useTranslation("track");
  return (
    <div className="track-find">
      <TextInput
        ref={field}
        lead={<Icon name="search" size={14} />}
        unit={<Kbd keys="/" />}
        aria-label={t("list.filterLabel")}
        placeholder={t("list.filter")}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text/plain");
          // the field itself would put the lines together without a gap
          if (!/[\r\n\t]/.test(pasted.trim())) return;
          event.preventDefault();
          onText(oneLine(pasted));
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === "Enter") onSubmit();
          if (event.key === "ArrowDown") onLeave();
        }}
      />
    </div>
  );
}
