import { createContext, useContext } from "react";
import { useController, useFormContext } from "react-hook-form";
import type { FieldTrouble } from "~/design";
import type { BoxPresetDocument } from "~/ipc/bindings";
import { type FormValues, pathOf } from "./values";

/** What the parts of the form know of it beside its values. */
export interface FormTools {
  /** What is wrong with a field, where it is time to say so. */
  troubleOf: (path: string) => FieldTrouble | undefined;
  /** How sure a pasted value is. */
  barsOf: (path: string) => 1 | 2 | 3 | undefined;
  /** Goes to a field, wherever it is folded away. */
  goTo: (path: string) => void;
  /** Says what was taken away, and brings it back when asked to. */
  removed: (says: string, bringBack: () => void) => void;
  presets: readonly BoxPresetDocument[];
  /** The rarer fields are shown. */
  more: boolean;
}

const Tools = createContext<FormTools | null>(null);

export const FormToolsProvider = Tools.Provider;

export function useFormTools(): FormTools {
  const tools = useContext(Tools);
  if (!tools) throw new Error("outside of an order form");
  return tools;
}

/** The value of a text field by its name, for controls that are told it. */
export function useText(name: string) {
  const { control } = useFormContext<FormValues>();
  // names are made of places in lists, which the types of paths cannot follow
  const { field } = useController({ control, name: name as "reference" });
  return {
    value: field.value ?? "",
    set: field.onChange as (text: string) => void,
    blur: field.onBlur,
    path: pathOf(name),
  };
}
