import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, Icon, NumberInput, Select, TextInput } from "~/design";
import { ariaKeys, capsOf } from "~/design/keys/caps";
import { commands, type ItemForm } from "~/ipc/bindings";
import { useFormTools, useText } from "./context";
import { focusAt } from "./focus";
import { ItemHead } from "./ItemHead";
import { ItemRow } from "./ItemRow";
import { currencyOf, presetOf } from "./suggest";
import { BLANK_ITEM, type FormValues, isBlank } from "./values";

/** A box: its carton, sides and weight, and a line for each kind of goods. The last line is always free. */
export function BoxSection({ index, onRemove }: { index: number; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation("orderForm");
  const { control, getValues } = useFormContext<FormValues>();
  const { fields, append, remove, insert } = useFieldArray({ control, name: `boxes.${index}.items` });
  const items = useWatch({ control, name: `boxes.${index}.items` });
  const { more, removed } = useFormTools();
  const path = `boxes[${index}]`;
  const free = items.length > 0 && isBlank(items.at(-1) ?? BLANK_ITEM);

  useEffect(() => {
    if (!free) append(BLANK_ITEM, { shouldFocus: false });
  }, [free, append]);

  const removeLine = (line: number) => {
    const item = getValues(`boxes.${index}.items.${line}`) as ItemForm;
    if (isBlank(item)) return;
    remove(line);
    requestAnimationFrame(() => focusAt(`${path}.items[${Math.min(line, fields.length - 2)}].sku`));
    removed(t("item.removed", { what: item.sku || item.name_cn || item.name_en }), () => insert(line, item));
  };
  const currency = currencyOf({ boxes: getValues("boxes") });
  return (
    <section className="bx" data-path={path} aria-label={t("box.title", { number: index + 1 })}>
      <BoxHead index={index} onRemove={onRemove} />
      <div className="its" data-path={`${path}.items`} tabIndex={-1}>
        <ItemHead currency={currency} />
        {fields.map((field, line) => (
          <ItemRow
            key={field.id}
            box={index}
            line={line}
            last={line === fields.length - 1}
            more={more}
            onNext={() => append(BLANK_ITEM, { shouldFocus: false })}
            onDrop={remove}
            onRemove={() => removeLine(line)}
          />
        ))}
      </div>
    </section>
  );
}

/** The fields of the head whose trouble is said at its end, the first one alone. */
const HEAD_FIELDS = ["length_cm", "width_cm", "height_cm", "weight_kg", "items", "box_no"] as const;

function BoxHead({ index, onRemove }: { index: number; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation("orderForm");
  const { register, control } = useFormContext<FormValues>();
  const { troubleOf, more } = useFormTools();
  const boxNo = useWatch({ control, name: `boxes.${index}.box_no` });
  const field = HEAD_FIELDS.find((one) => troubleOf(`boxes[${index}].${one}`));
  const trouble = field && troubleOf(`boxes[${index}].${field}`);
  return (
    <header>
      <h3>{t("box.title", { number: index + 1 })}</h3>
      {more ? (
        <TextInput
          className="box-no"
          mono
          aria-label={t("field.box_no")}
          placeholder={t("field.box_no")}
          {...register(`boxes.${index}.box_no`)}
        />
      ) : (
        boxNo && <span className="mono mut">{boxNo}</span>
      )}
      <span className="sepv" />
      <PresetChoice index={index} />
      <span className="lbx">{t("box.sides")}</span>
      <Side index={index} side="length_cm" />
      <span className="dim">×</span>
      <Side index={index} side="width_cm" />
      <span className="dim">×</span>
      <Side index={index} side="height_cm" />
      <span className="dim">cm</span>
      <span className="lbx">{t("field.weight_kg")}</span>
      <BoxNumber name={`boxes.${index}.weight_kg`} label={t("field.weight_kg")} unit="kg" className="kg" />
      {more && (
        <TextInput
          className="box-note"
          aria-label={t("box.note")}
          placeholder={t("box.note")}
          {...register(`boxes.${index}.note`)}
        />
      )}
      {trouble && (
        <span className={`small nw cut ${trouble.tone === "check" ? "warn" : "bad"}`}>
          <Icon name={trouble.tone === "check" ? "warn" : "xc"} size={14} />{" "}
          {t("box.trouble", { field: t(`field.${field}`), what: trouble.text })}
        </span>
      )}
      <span className="grow" />
      {onRemove && (
        <Button
          variant="ghost"
          icon="x"
          aria-label={t("box.remove", { number: index + 1 })}
          aria-keyshortcuts={ariaKeys("Alt+Shift+b")}
          title={t("box.removeBy", { number: index + 1, keys: capsOf("Alt+Shift+b") })}
          // the goods come next; it has a key of its own
          tabIndex={-1}
          onClick={onRemove}
        />
      )}
    </header>
  );
}

/** A carton of the station, chosen or recognised by its sides. */
function PresetChoice({ index }: { index: number }) {
  const { t } = useTranslation("orderForm");
  const { control, setValue } = useFormContext<FormValues>();
  const { presets } = useFormTools();
  const [length_cm, width_cm, height_cm] = useWatch({
    control,
    name: [`boxes.${index}.length_cm`, `boxes.${index}.width_cm`, `boxes.${index}.height_cm`],
  });
  if (presets.length === 0) return null;
  const chosen = presetOf({ length_cm, width_cm, height_cm }, presets);
  return (
    <>
      <span className="lbx">{t("box.preset")}</span>
      <Select
        className="preset"
        aria-label={t("box.preset")}
        placeholder={t("box.own")}
        value={chosen?.id ?? null}
        onValue={(id) => {
          const preset = presets.find((one) => one.id === id);
          if (!preset) return;
          for (const side of ["length_cm", "width_cm", "height_cm"] as const) {
            setValue(`boxes.${index}.${side}`, preset[side], { shouldDirty: true });
          }
        }}
        options={presets.map((preset, place) => ({
          value: preset.id,
          label: preset.name,
          hint: place < 9 ? `Alt ${place + 1}` : undefined,
        }))}
      />
    </>
  );
}

function Side({ index, side }: { index: number; side: "length_cm" | "width_cm" | "height_cm" }) {
  const { t } = useTranslation("orderForm");
  return <BoxNumber name={`boxes.${index}.${side}`} label={t(`field.${side}`)} className="side" />;
}

/** A number in the head of a box: no label of its own, its trouble stands at the end of the head. */
function BoxNumber({
  name,
  label,
  unit,
  className,
}: {
  name: string;
  label: string;
  unit?: string;
  className: string;
}) {
  const { value, set, blur, path } = useText(name);
  const { troubleOf } = useFormTools();
  const trouble = troubleOf(path);
  const look = trouble ? (trouble.tone === "check" ? "chk" : "err") : "";
  return (
    <span data-path={path} title={trouble?.text}>
      <NumberInput
        className={`${className} ${look}`}
        aria-label={label}
        aria-invalid={look === "err" || undefined}
        value={value}
        onValue={set}
        onBlur={blur}
        onFocus={(event) => event.target.select()}
        unit={unit}
      />
    </span>
  );
}

/** The cartons of the station. */
export function usePresets() {
  return useQuery({ queryKey: ["addresses", "boxes"], queryFn: commands.boxPresetList }).data ?? [];
}
