import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import { type StatusKind, statusLook } from "./statuses";

/** What a status mark takes. */
export interface StatusMarkProps {
  kind: StatusKind;
  /** The engine's code. One that this window does not know is shown as not known, with the code. */
  code: string;
  /** The provider's own words, shown on pointing. */
  words?: string | null;
  /** Stands behind the word: a time, a count. */
  children?: ReactNode;
}

/** A status: icon, word and colour, by the table of the house. */
export function StatusMark({ kind, code, words, children }: StatusMarkProps) {
  const { t } = useTranslation("design");
  const look = statusLook(kind, code) ?? { icon: "unk" as const, tone: "lost" as const };
  const tone = look.tone === "plain" ? "" : ` t-${look.tone}`;
  return (
    <span className={`st${tone}`} title={words ? t("status.quoted", { words }) : undefined} data-code={code}>
      <Icon name={look.icon} spin={look.spin} />
      <span>{statusWord(t, kind, code)}</span>
      {children}
    </span>
  );
}

/** The word of a status in the reader's language. */
export function statusWord(t: TFunction<"design">, kind: StatusKind, code: string): string {
  return statusLook(kind, code) ? t(`${kind}.${code}` as "order.draft") : t("status.unlisted", { code });
}
