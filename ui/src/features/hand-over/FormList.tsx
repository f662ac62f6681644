import { useTranslation } from "react-i18next";
import { Button, Icon, type IconName } from "~/design";
import { useFormat } from "~/i18n/format";
import type { HandOverForm } from "~/ipc/bindings";
import { fileName, type Row } from "./groups";
import type { HandOver } from "./useHandOver";

const ICONS: Record<string, { icon: IconName; tone: string }> = {
  done: { icon: "done", tone: "good" },
  unknown: { icon: "unk", tone: "lost" },
  failed: { icon: "xc", tone: "bad" },
  asking: { icon: "sending", tone: "move" },
};

/** The forms of a channel, newest first; one of them is looked at, printed, saved. */
export function FormList({
  row,
  state,
  shown,
  onChoose,
}: {
  row: Row;
  state: HandOver;
  shown: HandOverForm | null;
  onChoose: (form: string) => void;
}) {
  const { t } = useTranslation("handOver");
  if (row.forms.length === 0) return null;
  return (
    <section aria-label={t("forms")}>
      <h3 className="sub">{t("forms")}</h3>
      <ul className="ho-forms">
        {row.forms.map((form) => (
          <li key={form.id}>
            <FormButton form={form} pressed={form.id === shown?.id} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {shown && <Acts row={row} state={state} form={shown} />}
    </section>
  );
}

function FormButton({
  form,
  pressed,
  onChoose,
}: {
  form: HandOverForm;
  pressed: boolean;
  onChoose: (form: string) => void;
}) {
  const { t } = useTranslation("handOver");
  const format = useFormat();
  const look = ICONS[form.state];
  const words = form.error?.provider_message;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      title={words ? `“${words}”` : undefined}
      onClick={() => onChoose(form.id)}
    >
      <span className={`st t-${look?.tone ?? "lost"}`}>
        <Icon name={look?.icon ?? "unk"} spin={form.state === "asking"} />
        <span>{t(`form.${form.state}` as "form.done")}</span>
      </span>
      <span className="nw">{t("boxes", { count: form.boxes })}</span>
      <time className="mut nw" dateTime={form.made_at} title={format.exact(form.made_at)}>
        {format.time(form.made_at)}
      </time>
    </button>
  );
}

function Acts({ row, state, form }: { row: Row; state: HandOver; form: HandOverForm }) {
  const { t } = useTranslation("handOver");
  const { deeds, day } = state;
  if (form.state !== "done") return null;
  if (form.sha256 === null)
    return (
      <div className="ho-acts">
        <span className="warn small">{t("noFile")}</span>
        <Button
          icon="download"
          keys="l"
          busy={deeds.since("fetch") ?? false}
          onClick={() => void deeds.fetch(form)}
        >
          {t("fetch")}
        </Button>
      </div>
    );
  return (
    <div className="ho-acts">
      <Button
        icon="print"
        keys="p"
        busy={deeds.since("print") ?? false}
        onClick={() => void deeds.print(form)}
      >
        {t("print")}
      </Button>
      <Button
        icon="download"
        keys="s"
        busy={deeds.since("save") ?? false}
        onClick={() => void deeds.save(form, fileName(row, day?.date ?? ""))}
      >
        {t("save.act")}
      </Button>
    </div>
  );
}
