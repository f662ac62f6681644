import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Field, Icon, Kbd, NumberInput, numberTrouble, TextInput } from "~/design";
import { useFormat } from "~/i18n/format";
import { troubleText, useSaving } from "./useSettings";

/** A part of the screen with its heading. */
export function Section({
  id,
  index,
  title,
  about,
  children,
}: {
  id: string;
  /** Its figure after `g`. */
  index: number;
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={`settings-${id}`} className="set" aria-labelledby={`settings-${id}-title`} data-area>
      <h2 id={`settings-${id}-title`} className="sec" tabIndex={-1}>
        <span className="grow">{title}</span>
        <Kbd keys={`g ${index}`} />
      </h2>
      {about && <p className="mut">{about}</p>}
      {children}
    </section>
  );
}

/** What every card of a list can do: be changed, and be taken away. */
export function CardActs({
  name,
  onEdit,
  onRemove,
}: {
  name: string;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation("settings");
  return (
    <>
      <Button variant="ghost" icon="pencil" onClick={onEdit}>
        {t("act.edit")}
      </Button>
      <Button variant="ghost" icon="x" aria-label={t("act.removeOne", { name })} onClick={onRemove} />
    </>
  );
}

/** Says beside a setting that it was saved, and when. */
export function SavedMark({ of }: { of: string }) {
  const { t } = useTranslation("settings");
  const format = useFormat();
  const { saved } = useSaving();
  if (saved?.key !== of) return null;
  return (
    <span className="set-saved good small">
      <Icon name="check" size={14} />
      {t("saved.at", { time: format.time(saved.at) })}
    </span>
  );
}

/** A choice with its name before it: the name, the control, what was saved. */
export function Line({ label, of, children }: { label: string; of: string; children: ReactNode }) {
  const { troubles } = useSaving();
  const trouble = troubleText(troubles[of]);
  return (
    <div className="set-line">
      <span className="name">{label}</span>
      {children}
      <SavedMark of={of} />
      {trouble && (
        <span className="msg bad" role="alert">
          <Icon name="xc" size={14} />
          {trouble}
        </span>
      )}
    </div>
  );
}

/** What a typed setting takes. */
export interface TypedProps {
  /** Its key in the engine. */
  of: string;
  label: string;
  value: string;
  hint?: string;
  /** A decimal; with how many places. */
  decimals?: number;
  unit?: ReactNode;
  lead?: ReactNode;
  mono?: boolean;
  className?: string;
}

/**
 * A setting that is typed. It is saved when the field is left, with Enter, and when the screen goes away: never half
 * typed. What is refused stays as typed, with the reason; Esc brings back what is saved.
 */
export function TypedSetting({ of, label, value, hint, decimals, unit, lead, mono, className }: TypedProps) {
  const { t: word } = useTranslation("design");
  const { save, troubles, forgive } = useSaving();
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef({ typed, value, save });
  latest.current = { typed, value, save };
  const shown = typed ?? value;
  const refused = troubleText(troubles[of]);
  const noNumber = decimals !== undefined && numberTrouble(shown, decimals);
  const commit = async () => {
    if (typed === null) return;
    if (typed.trim() === value) return forgetTyped();
    if (await save(of, typed, label)) setTyped((now) => (now === typed ? null : now));
  };
  const forgetTyped = () => {
    setTyped(null);
    forgive(of);
  };
  useEffect(
    () => () => {
      const { typed, value, save } = latest.current;
      if (typed !== null && typed.trim() !== value) void save(of, typed, label);
    },
    [of, label],
  );
  const controls = {
    unit,
    lead,
    mono,
    onBlur: () => void commit(),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.nativeEvent.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter") void commit();
      if (event.key === "Escape" && typed !== null) {
        event.stopPropagation();
        forgetTyped();
      }
    },
  };
  return (
    <Field
      label={label}
      hint={hint}
      error={refused && (noNumber ? word(noNumber, { count: decimals }) : refused)}
      end={<SavedMark of={of} />}
      className={className}
    >
      {decimals === undefined ? (
        <TextInput {...controls} value={shown} onChange={(event) => setTyped(event.target.value)} />
      ) : (
        <NumberInput {...controls} value={shown} onValue={setTyped} decimals={decimals} />
      )}
    </Field>
  );
}
