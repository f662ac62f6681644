import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Empty,
  Field,
  FieldTroubles,
  focusField,
  Kbd,
  NumberInput,
  ProblemNote,
  Size,
  TextInput,
  Weight,
} from "~/design";
import { type BoxPresetDocument, commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { FormDialog } from "./FormDialog";
import { CardActs, Section } from "./parts";
import { useRemoval } from "./useRemoval";

const BLANK: BoxPresetDocument = {
  id: "",
  name: "",
  length_cm: "",
  width_cm: "",
  height_cm: "",
  tare_kg: "",
};

/** The cartons of the station, in the order of their keys in the order form. */
export function BoxesSection({ index }: { index: number }) {
  const { t } = useTranslation("settings");
  const boxes = useQuery({ queryKey: ["addresses", "boxes"], queryFn: () => commands.boxPresetList() });
  const [editing, edit] = useState<BoxPresetDocument | null>(null);
  const remove = useRemoval<BoxPresetDocument>({
    topic: "addresses",
    said: (one) => t("boxes.removed", { name: one.name }),
    remove: (one) => commands.boxPresetRemove(one.id),
    bring: (one) => commands.boxPresetSave({ ...one, id: "" }),
  });
  return (
    <Section id="boxes" index={index} title={t("boxes.title")} about={t("boxes.about")}>
      {boxes.error && <ProblemNote problem={problemOf(boxes.error)} />}
      {boxes.data?.length === 0 && <Empty icon="box" title={t("boxes.empty")} boxed />}
      <ul className="set-cards">
        {boxes.data?.map((one, place) => (
          <li key={one.id}>
            <span className="set-key">{place < 9 && <Kbd keys={`Alt+${place + 1}`} />}</span>
            <b className="grow cut">{one.name}</b>
            <Size cm={[one.length_cm, one.width_cm, one.height_cm]} />
            <span className="set-tare">
              <Weight kg={one.tare_kg} />
            </span>
            <CardActs name={one.name} onEdit={() => edit(one)} onRemove={() => void remove(one)} />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button icon="plus" onClick={() => edit(BLANK)}>
          {t("boxes.add")}
        </Button>
      </div>
      {editing && <BoxDialog preset={editing} onClose={() => edit(null)} />}
    </Section>
  );
}

const SIDES = ["length_cm", "width_cm", "height_cm"] as const;

function BoxDialog({ preset, onClose }: { preset: BoxPresetDocument; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [box, setBox] = useState(preset);
  const number = (name: (typeof SIDES)[number] | "tare_kg", unit: string, decimals: number) => (
    <Field key={name} label={t(`boxes.${name}`)} path={name} required={name !== "tare_kg"}>
      <NumberInput
        value={box[name]}
        unit={unit}
        decimals={decimals}
        onValue={(value) => setBox((now) => ({ ...now, [name]: value }))}
      />
    </Field>
  );
  return (
    <FormDialog
      title={t(preset.id ? "boxes.change" : "boxes.add")}
      saved={t("boxes.saved", { name: box.name.trim() })}
      topic="addresses"
      save={() => commands.boxPresetSave({ ...box, name: box.name.trim() })}
      onClose={onClose}
      onRefused={(paths) => void (paths[0] && focusField(paths[0]))}
    >
      {(troubles) => (
        <FieldTroubles by={troubles}>
          <Field label={t("boxes.name")} hint={t("boxes.nameHint")} path="name" required>
            <TextInput
              value={box.name}
              onChange={(event) => setBox((now) => ({ ...now, name: event.target.value }))}
            />
          </Field>
          <div className="set-four">
            {SIDES.map((side) => number(side, "cm", 1))}
            {number("tare_kg", "kg", 3)}
          </div>
        </FieldTroubles>
      )}
    </FormDialog>
  );
}
