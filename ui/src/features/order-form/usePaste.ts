import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { commands, type PasteDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import type { Todo } from "./issues";
import { looksLikeAddress, type Pasted, pastedOf } from "./paste";
import { type FormValues, isBlank, isRequired, nameOf } from "./values";

interface Open {
  text: string;
  nothing: boolean;
}

/**
 * A pasted address fills the recipient. What is not sure is marked until somebody has been there, and the focus goes to
 * the first thing that wants a look or is missing.
 */
export function usePaste(form: UseFormReturn<FormValues>, goTo: (path: string) => void) {
  const { t } = useTranslation(["orderForm"]);
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const latest = useRef<Pasted | null>(null);
  latest.current = pasted;

  const apply = useCallback(
    (read: PasteDocument) => {
      const before = { recipient: form.getValues("recipient"), reference: form.getValues("reference") };
      const hadSome = !isBlank(before.recipient);
      for (const { path, value } of read.fields) {
        form.setValue(nameOf(path) as "reference", value, { shouldDirty: true });
      }
      const now = pastedOf(read);
      setPasted(now);
      setOpen(null);
      if (hadSome) {
        notify.success(t("paste.replaced"), {
          run: () => {
            form.setValue("recipient", before.recipient, { shouldDirty: true });
            form.setValue("reference", before.reference, { shouldDirty: true });
            setPasted(null);
          },
        });
      }
      goTo(firstToLookAt(now, form.getValues("recipient")));
    },
    [form, goTo, t],
  );
  const read = useCallback(
    (text: string) => {
      commands.orderPaste(text).then(
        (document) => {
          if (document.fields.length > 0) apply(document);
          else setOpen({ text, nothing: true });
        },
        (thrown) => {
          setOpen({ text, nothing: false });
          notify.problem(problemOf(thrown));
        },
      );
    },
    [apply],
  );

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[role=dialog]") || !isBlank(form.getValues("recipient"))) return;
      const elsewhere = target?.matches("input, textarea") && !target.closest('[data-path^="recipient."]');
      if (!looksLikeAddress(text, !elsewhere)) return;
      event.preventDefault();
      read(text);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [form, read]);

  const fieldOf = useCallback(
    (path: string) => {
      const field = pasted?.fields[path];
      // a value that was changed is the clerk's own
      return field && form.getValues(nameOf(path) as "reference") === field.value ? field : undefined;
    },
    [pasted, form],
  );
  const seen = useCallback(
    (path: string) =>
      setPasted((now) => {
        const field = now?.fields[path];
        if (!now || !field || field.seen) return now;
        return { ...now, fields: { ...now.fields, [path]: { ...field, seen: true } } };
      }),
    [],
  );
  const whereOf = useCallback(
    (path: string) => {
      const last = path.split(".").at(-1) ?? path;
      const field = t(`orderForm:field.${last}` as "orderForm:field.name");
      return path.startsWith("recipient.") ? t("paste.where", { field }) : field;
    },
    [t],
  );
  const todos = useMemo(
    () =>
      Object.entries(pasted?.fields ?? {})
        .filter(([path, field]) => field.bars < 3 && !field.seen && fieldOf(path))
        .map(
          ([path, { bars }]): Todo => ({
            path,
            kind: "check",
            where: whereOf(path),
            what: t(bars === 1 ? "paste.doubtful" : "paste.check"),
          }),
        ),
    [pasted, fieldOf, whereOf, t],
  );

  return {
    pasted,
    todos,
    seen,
    barsOf: useCallback((path: string) => fieldOf(path)?.bars, [fieldOf]),
    /** A field that is most likely wrong and that nobody has looked at. */
    doubtful: () => {
      const fields = Object.entries(latest.current?.fields ?? {});
      return fields.find(([path, field]) => field.bars === 1 && !field.seen && fieldOf(path))?.[0] ?? null;
    },
    open: useCallback(() => setOpen({ text: latest.current?.text ?? "", nothing: false }), []),
    dialog: open && { ...open, onRead: read, onClose: () => setOpen(null) },
  };
}

/** The fields of a recipient in the order in which they stand. */
const READING_ORDER: readonly (keyof FormValues["recipient"])[] = [
  "name",
  "company",
  "phone",
  "email",
  "address1",
  "address2",
  "house_no",
  "country",
  "postcode",
  "city",
  "state",
];

/** The first field, as the form is read, that wants a look or is missing; else the goods. */
function firstToLookAt(pasted: Pasted, recipient: FormValues["recipient"]): string {
  const first = READING_ORDER.find((field) => {
    const read = pasted.fields[`recipient.${field}`];
    if (read) return read.bars < 3;
    return recipient[field].trim() === "" && isRequired(field, recipient.country);
  });
  return first ? `recipient.${first}` : "boxes[0].items";
}
