import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import { notify } from "./notices";

/** What a number takes. */
export interface CodeTextProps {
  /** An order, tracking or account number. */
  code: string;
  /** Fours with gaps, for reading aloud; copied without them. */
  grouped?: boolean;
  /** A button that copies it. */
  copyable?: boolean;
}

/** A number that people read, compare and copy: in mono, never cut. */
export function CodeText({ code, grouped, copyable }: CodeTextProps) {
  const { t } = useTranslation("design");
  const shown = (
    <span className={grouped ? "mono nw code grouped" : "mono nw code"}>
      {grouped ? groupsOf(code).map((group) => <span key={group.from}>{group.text}</span>) : code}
    </span>
  );
  if (!copyable) return shown;
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    notify.success(t("code.copied"));
  };
  return (
    <span className="copyable">
      {shown}
      <button
        type="button"
        className="btn ghost icon mini"
        aria-label={t("code.copy", { code })}
        onClick={copy}
      >
        <Icon name="copy" size={14} />
      </button>
    </span>
  );
}

/** A number of the posts is written `RR 473 124 829 CN`. */
const POSTAL = /^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$/;

/** The number in fours, or as the posts write it, with where each begins. Short numbers stay whole. */
export function groupsOf(code: string): { from: number; text: string }[] {
  const postal = POSTAL.exec(code);
  if (postal) return postal.slice(1).map((text, index) => ({ from: [0, 2, 5, 8, 11][index] ?? 0, text }));
  const size = code.length > 8 ? 4 : code.length || 1;
  return Array.from({ length: Math.ceil(code.length / size) }, (_, index) => ({
    from: index * size,
    text: code.slice(index * size, (index + 1) * size),
  }));
}
