import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { beforeClosing } from "~/app/leaving";
import { commands, type FormDocument, type OrderForm } from "~/ipc/bindings";
import { keepOrder } from "./newOrder";
import { Saver, type Saving } from "./saver";
import { type FormValues, toForm } from "./values";

/** What was typed and could not be saved before the form was left, by order. It is there again when it is opened. */
const unsaved = new Map<string, OrderForm>();

export function unsavedForm(id: string): OrderForm | undefined {
  return unsaved.get(id);
}

/** Saves the form while it is typed, and holds what the engine says of it. */
export function useSaving(given: FormDocument, form: UseFormReturn<FormValues>) {
  const [document, setDocument] = useState(given);
  const [saving, setSaving] = useState<Saving>({ since: null, problem: null, unsaved: false });
  const latest = useRef(given);
  const last = useRef(JSON.stringify(given.form));
  const [saver] = useState(
    () =>
      new Saver<OrderForm, FormDocument>((values) => commands.orderSave(given.id, values), {
        saving: setSaving,
        saved: (saved) => {
          latest.current = saved;
          setDocument(saved);
        },
      }),
  );

  useEffect(() => {
    const edit = (values: FormValues) => {
      const now = toForm(values);
      const text = JSON.stringify(now);
      if (text === last.current) return;
      last.current = text;
      // at once: whoever leaves within the moment before it is saved has typed something, too
      keepOrder(given.id);
      saver.edit(now);
    };
    if (unsaved.has(given.id)) edit(form.getValues());
    unsaved.delete(given.id);
    return form.subscribe({ formState: { values: true }, callback: ({ values }) => edit(values) });
  }, [form, saver, given.id]);

  useEffect(() => {
    const now = () => void saver.flush();
    const stay = beforeClosing(() => saver.flush());
    window.addEventListener("blur", now);
    return () => {
      window.removeEventListener("blur", now);
      stay();
      void saver.flush().then((saved) => {
        if (!saved && saver.unsaved) unsaved.set(given.id, saver.unsaved);
      });
    };
  }, [saver, given.id]);

  return { document, latest, saving, saver };
}
