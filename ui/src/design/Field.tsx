import { createContext, type ReactNode, useContext, useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";

/** What is wrong with a field: `bad` must be mended, `check` wants a look. */
export interface FieldTrouble {
  text: string;
  tone?: "bad" | "check";
}

const Troubles = createContext<Readonly<Record<string, FieldTrouble | undefined>>>({});

/** Gives the fields below their troubles by path (`recipient.postcode`), as the engine names them. */
export function FieldTroubles({
  by,
  children,
}: {
  by: Readonly<Record<string, FieldTrouble | undefined>>;
  children: ReactNode;
}) {
  return <Troubles value={by}>{children}</Troubles>;
}

interface FieldLinks {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  required: boolean;
  tone: FieldTrouble["tone"] | undefined;
}

const Links = createContext<FieldLinks | null>(null);

/** The attributes that tie a control to its field. A control outside a field gets none. */
export function useFieldLinks() {
  const links = useContext(Links);
  return {
    tone: links?.tone,
    labelId: links?.labelId,
    attributes: links
      ? {
          id: links.id,
          "aria-describedby": links.describedBy,
          "aria-required": links.required || undefined,
          "aria-invalid": links.tone === "bad" || undefined,
        }
      : {},
  };
}

/** What a field takes. */
export interface FieldProps {
  label: ReactNode;
  /** The path of the value, as the engine names it: finds its trouble in `FieldTroubles`, and `focusField(path)` goes there. */
  path?: string;
  required?: boolean;
  hint?: ReactNode;
  /** A trouble of its own; wins over the one found by path. */
  error?: string;
  /** A guess to look at: amber, dashed. */
  check?: string;
  /** How sure a value read from pasted text is. */
  confidence?: 1 | 2 | 3;
  /** Characters used, and how many there may be. */
  count?: number;
  max?: number;
  /** Small things at the right end of the label line. */
  end?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A label, a control, and below it what is wrong or what helps. */
export function Field(props: FieldProps) {
  const { label, path, required = false, hint, confidence, count, max, end, className, children } = props;
  const { t } = useTranslation("design");
  const id = useId();
  const byPath = useContext(Troubles)[path ?? ""];
  const trouble = troubleOf(props) ?? byPath;
  const tone = trouble && (trouble.tone ?? "bad");
  const messageId = `${id}-message`;
  const links: FieldLinks = {
    id,
    labelId: `${id}-label`,
    describedBy: trouble || hint ? messageId : undefined,
    required,
    tone,
  };
  return (
    <div className={`field ${className ?? ""}`} data-path={path}>
      <div className="lb">
        <label htmlFor={id} id={links.labelId}>
          {label}
        </label>
        {required && (
          <span className="req" title={t("field.required")} aria-hidden="true">
            *
          </span>
        )}
        {confidence && <Confidence level={confidence} />}
        {count !== undefined && max !== undefined && <Counter count={count} max={max} />}
        {end && <span className="end">{end}</span>}
      </div>
      <Links value={links}>{children}</Links>
      {trouble ? (
        <div id={messageId} className={`msg ${tone === "bad" ? "bad" : "warn"}`}>
          <Icon name={tone === "bad" ? "xc" : "warn"} size={14} />
          <span>{trouble.text}</span>
        </div>
      ) : (
        hint && (
          <div id={messageId} className="msg dim">
            {hint}
          </div>
        )
      )}
    </div>
  );
}

function troubleOf({ error, check }: FieldProps): FieldTrouble | undefined {
  if (error) return { text: error, tone: "bad" };
  return check ? { text: check, tone: "check" } : undefined;
}

function Counter({ count, max }: { count: number; max: number }) {
  const { t } = useTranslation("design");
  const over = count - max;
  return (
    <span
      className={over > 0 ? "cnt bad" : "cnt"}
      title={over > 0 ? t("field.over", { count: over }) : undefined}
    >
      {count} / {max}
    </span>
  );
}

/** Three bars: how sure a value is that was read from pasted text. */
export function Confidence({ level }: { level: 1 | 2 | 3 }) {
  const { t } = useTranslation("design");
  const says = t("field.confidence", { level });
  return (
    <span className={`cf c${level}`} role="img" aria-label={says} title={says}>
      <i />
      <i />
      <i />
    </span>
  );
}

/** Puts the focus into the control of the field with this path. Says whether there was one. */
export function focusField(path: string, within: ParentNode = document): boolean {
  const field = within.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const control = field?.querySelector<HTMLElement>(
    "input:not([type=hidden]), textarea, button, [tabindex='0']",
  );
  control?.focus();
  control?.scrollIntoView?.({ block: "nearest" });
  return Boolean(control);
}
