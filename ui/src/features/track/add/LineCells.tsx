import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Combobox, Icon, Kbd, type Option, TextInput } from "~/design";
import { useFormat } from "~/i18n/format";
import { useFieldWords } from "../parcel/fieldWords";
import { FOUND_OUT, isDone, type Line, lastOf, WAYBILL } from "./lines";

/** Whose number it may be. Where several fit, all of them are named. */
export function Who({ line: { read } }: { line: Line }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const sure = read.candidates.filter((one) => one.sure === "checksum");
  const some = sure.length > 0 ? sure : read.candidates;
  const names = some.map(({ kind, name }) => (kind === "air_waybill" ? t("awb.name") : name));
  if (names.length === 0) return <span className="dim">{t("add.nobody")}</span>;
  if (names.length > 1) {
    const all = format.list(names);
    return <span title={all}>{t("add.several", { count: names.length, names: all })}</span>;
  }
  if (sure.length === 0) {
    const says = t("add.looksLike", { name: names[0] });
    return (
      <span className="mut" title={says}>
        {says}
      </span>
    );
  }
  return (
    <span className="span" title={t("add.checked")}>
      <Icon name="check" size={14} className="good" label={t("add.checked")} />
      <span className="cut">{names[0]}</span>
    </span>
  );
}

/** The carrier it goes under: a button that becomes the list to choose from. */
export function CarrierCell({
  line,
  label,
  options,
  editing,
  onEdit,
  onChoose,
}: {
  line: Line;
  /** What the carrier is called. */
  label: string;
  options: readonly Option[];
  editing: boolean;
  onEdit: () => void;
  /** `null`: as it was. */
  onChoose: (carrier: string | null) => void;
}) {
  const { t } = useTranslation("track");
  const { number } = line;
  const open = line.carrier === null && !line.isWaybill;
  const frame = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!editing) return;
    const input = frame.current?.querySelector("input");
    input?.focus();
    input?.select();
  }, [editing]);
  if (!editing) {
    return (
      <button type="button" className="bare line-carrier" tabIndex={-1} onClick={onEdit}>
        <span className={line.lacksCarrier ? "cut warn" : open ? "cut dim" : "cut"}>{label}</span>
        <Icon name="down" size={12} />
        <Kbd keys="Enter" />
        <span className="sr">{t("add.changeCarrier", { number })}</span>
      </button>
    );
  }
  return (
    <span
      ref={frame}
      className="line-edit"
      onKeyDownCapture={(event) => {
        const listed = event.target instanceof Element && event.target.getAttribute("aria-expanded");
        if (event.key !== "Escape" || listed === "true") return;
        // the list goes first, then the field; the dialog stays
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        onChoose(null);
      }}
    >
      <Combobox
        options={options}
        value={line.isWaybill ? WAYBILL : (line.carrier ?? FOUND_OUT)}
        onValue={(value) => value !== null && onChoose(value)}
        aria-label={t("add.carrierOf", { number })}
      />
    </span>
  );
}

/** Where it stands: what is wrong, what became of it, and the fields that only a person can fill. */
export function StateCell({
  line,
  busy,
  noWaybills,
  onField,
}: {
  line: Line;
  busy: boolean;
  /** Nobody can be asked about air waybills. */
  noWaybills: boolean;
  onField: (name: string, value: string) => void;
}) {
  const { t } = useTranslation("track");
  const { read, result, asked, missing, isWaybill } = line;
  if (result && isDone(result)) {
    return <Says icon="done" tone="good" says={t(`add.outcome.${result.outcome}` as "add.outcome.done")} />;
  }
  if (read.issue) return <Says icon="xc" tone="bad" says={read.issue.message} />;
  if (isWaybill && noWaybills) return <Says icon="xc" tone="bad" says={t("awb.nobody")} />;
  if (busy && !result) return <span className="dim">{t("add.waiting")}</span>;
  if (asked.length > 0) {
    const wrong = new Map((result?.error?.fields ?? []).map(({ path, message }) => [lastOf(path), message]));
    return (
      <span className="line-fields">
        {result && <Icon name="xc" size={14} className="bad" label={result.error?.message} />}
        {asked.map((name) => (
          <ExtraField
            key={name}
            line={line}
            name={name}
            wrong={wrong.get(name) ?? null}
            missing={missing.includes(name)}
            onField={onField}
          />
        ))}
      </span>
    );
  }
  if (result) {
    const unknown = result.outcome === "unknown";
    const says = line.lacksCarrier
      ? t("add.chooseCarrier")
      : (result.error?.fields[0]?.message ?? result.error?.message ?? t("add.outcome.failed"));
    return (
      <Says
        icon={unknown ? "unk" : "xc"}
        tone={unknown ? "lost" : "bad"}
        says={says}
        more={result.error?.next_step}
      />
    );
  }
  return read.known ? <span className="mut">{t("add.known")}</span> : null;
}

function Says({
  icon,
  tone,
  says,
  more,
}: {
  icon: "done" | "xc" | "unk";
  tone: "good" | "bad" | "lost";
  says: string;
  more?: string;
}) {
  return (
    <span className="span" title={[says, more].filter(Boolean).join("\n")}>
      <Icon name={icon} size={14} className={tone} />
      <span className={tone === "good" ? "cut" : `cut ${tone}`}>{says}</span>
    </span>
  );
}

function ExtraField({
  line: { key, number, fields },
  name,
  wrong,
  missing,
  onField,
}: {
  line: Line;
  name: string;
  wrong: string | null;
  missing: boolean;
  onField: (name: string, value: string) => void;
}) {
  const { t } = useTranslation("track");
  const words = useFieldWords();
  const [field, hint] = [words.labelOf(name), words.hintOf(name)];
  return (
    <TextInput
      mono
      lead={<span className="dim small">{field}</span>}
      aria-label={t("add.fieldOf", { field, number })}
      aria-required
      aria-invalid={(missing && wrong !== null) || undefined}
      title={[wrong, hint].filter(Boolean).join("\n") || undefined}
      placeholder={hint}
      className={wrong !== null ? "err" : undefined}
      data-line={key}
      value={fields[name] ?? ""}
      onChange={(event) => onField(name, event.target.value)}
    />
  );
}
