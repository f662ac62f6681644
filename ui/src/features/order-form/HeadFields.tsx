import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Field, Radio, TextInput } from "~/design";
import { useFormTools } from "./context";
import type { FormValues } from "./values";

/** What fits into the note of most labels. */
const NOTE = 40;

/** Which order it is, and where its goods are. */
export function HeadFields() {
  const { t } = useTranslation("orderForm");
  const { register, control, setValue } = useFormContext<FormValues>();
  const { troubleOf } = useFormTools();
  const [note, inStock] = useWatch({ control, name: ["note", "inStock"] });
  const trouble = (path: string) => {
    const found = troubleOf(path);
    return found?.tone === "check" ? { check: found.text } : { error: found?.text };
  };
  return (
    <section className="g4" aria-label={t("title")}>
      <Field label={t("field.order_no")} path="order_no" required {...trouble("order_no")}>
        <TextInput mono {...register("order_no")} />
      </Field>
      <Field label={t("field.reference")} path="reference" {...trouble("reference")}>
        <TextInput {...register("reference")} />
      </Field>
      <Field
        label={t("field.note")}
        path="note"
        count={note ? note.length : undefined}
        max={NOTE}
        {...trouble("note")}
      >
        <TextInput {...register("note")} />
      </Field>
      <Field label={t("goods.title")} path="warehouse_id" {...trouble("warehouse_id")}>
        <div className="row goods">
          <Radio
            name="goods"
            label={t("goods.here")}
            checked={!inStock}
            onChange={() => setValue("inStock", false, { shouldDirty: true })}
          />
          <Radio
            name="goods"
            label={t("goods.stock")}
            checked={inStock}
            onChange={() => setValue("inStock", true, { shouldDirty: true })}
          />
          {inStock && (
            <TextInput
              className="stock"
              mono
              aria-label={t("goods.warehouse")}
              placeholder={t("goods.warehouse")}
              {...register("warehouse")}
            />
          )}
        </div>
      </Field>
    </section>
  );
}
