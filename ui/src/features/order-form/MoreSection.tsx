import { useQuery } from "@tanstack/react-query";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, Field, TextInput } from "~/design";
import { commands } from "~/ipc/bindings";
import { useFormTools } from "./context";
import type { FormValues } from "./values";

/** The rarer fields: what single providers take besides. Folded until somebody wants them. */
export function MoreSection({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation("orderForm");
  return (
    <section className="more">
      <Button
        variant="ghost"
        keys="Alt+m"
        icon={open ? "down" : "right"}
        aria-expanded={open}
        onClick={() => onOpen(!open)}
      >
        {t("more.title")}
      </Button>
      {open && <Options />}
    </section>
  );
}

function Options() {
  const { t } = useTranslation("orderForm");
  const { control, setValue, getValues } = useFormContext<FormValues>();
  const { troubleOf } = useFormTools();
  const options = useWatch({ control, name: "options" });
  const { data: providers = [] } = useQuery({
    queryKey: ["accounts", "providers"],
    queryFn: commands.providerList,
  });
  const known = providers.flatMap(({ id, label, options: fields }) =>
    fields.map((field) => ({
      name: `${id}.${field.name}`,
      label: field.name,
      provider: label,
      whole: field.whole_number,
    })),
  );
  // what an import brought for a provider that is not here is shown, too
  const others = options.filter(({ name }) => !known.some((field) => field.name === name));
  const all = [...known, ...others.map(({ name }) => ({ name, label: name, provider: "", whole: false }))];
  const set = (name: string, value: string) =>
    setValue("options", [...getValues("options").filter((one) => one.name !== name), { name, value }], {
      shouldDirty: true,
    });
  if (all.length === 0) return <p className="mut">{t("more.none")}</p>;
  return (
    <div className="g4">
      {all.map((field) => (
        <Field
          key={field.name}
          path={`options.${field.name}`}
          label={
            <>
              {field.provider} <span className="mono">{field.label}</span>
            </>
          }
          error={troubleOf(`options.${field.name}`)?.text}
        >
          <TextInput
            mono
            inputMode={field.whole ? "numeric" : undefined}
            value={options.find((one) => one.name === field.name)?.value ?? ""}
            onChange={(event) => set(field.name, event.target.value)}
          />
        </Field>
      ))}
    </div>
  );
}
