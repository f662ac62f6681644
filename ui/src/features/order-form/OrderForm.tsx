import { type FocusEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FormProvider, useFieldArray, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { type FieldTrouble, type KeyBinding, notify, ProblemNote, useKeys } from "~/design";
import type { FormDocument } from "~/ipc/bindings";
import { AddBox } from "./AddBox";
import { BoxSection, usePresets } from "./BoxSection";
import { type FormTools, FormToolsProvider } from "./context";
import { FormTop } from "./FormTop";
import { fieldFor, focusAt } from "./focus";
import { HeadFields } from "./HeadFields";
import { nextOf, type Todo, todosOf } from "./issues";
import { MoreSection } from "./MoreSection";
import { PasteDialog } from "./PasteDialog";
import { RecipientSection } from "./RecipientSection";
import { Refused } from "./Refused";
import { SenderSection } from "./SenderSection";
import { Summary } from "./Summary";
import { type Offer, offerFor, splitLine } from "./suggest";
import { usePaste } from "./usePaste";
import { unsavedForm, useSaving } from "./useSaving";
import { useUndo } from "./useUndo";
import { BLANK_BOX, type FormValues, nameOf, toValues } from "./values";

/** The form of an order that was not sent: everything can be typed, nothing typed is lost. */
export function OrderForm({
  given,
  isNew: madeNow,
  field,
  onBack,
  onDuplicate,
  onPrice,
}: {
  given: FormDocument;
  isNew: boolean;
  /** Where to begin: the field that somebody complained about. */
  field?: string;
  onBack: () => void;
  onDuplicate: () => void;
  onPrice: () => void;
}) {
  const { t } = useTranslation("orderForm");
  const root = useRef<HTMLDivElement>(null);
  // it stays new for as long as this form stands, also when something was typed
  const [isNew] = useState(madeNow);
  const form = useForm<FormValues>({ defaultValues: toValues(unsavedForm(given.id) ?? given.form) });
  const boxes = useFieldArray({ control: form.control, name: "boxes" });
  const { document, latest, saving, saver } = useSaving(given, form);
  const presets = usePresets();
  const removals = useUndo();
  const [current, setCurrent] = useState<string | null>(null);
  const [been, setBeen] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [senderOpen, openSender] = useState(false);
  const [more, setMore] = useState(false);

  const goTo = useCallback((path: string) => {
    if (path.startsWith("sender")) openSender(true);
    if (/^options\.|\.(material|use|box_no|note)$/.test(path)) setMore(true);
    // at once, so that the next letter goes there; what was folded away stands there in a moment
    if (focusAt(fieldFor(path))) return;
    if (path.endsWith(".currency")) setMore(true);
    requestAnimationFrame(() => focusAt(fieldFor(path)) || focusAt(path));
  }, []);
  const paste = usePaste(form, goTo);

  const todos = useMemo(() => eachPathOnce([...todosOf(document), ...paste.todos]), [document, paste.todos]);
  const troubles = useMemo(() => new Map(todos.map((todo) => [todo.path, todo])), [todos]);
  const offer = useOffer(todos, current, form.getValues, presets);
  const tools = useMemo<FormTools>(
    () => ({
      troubleOf: (path) => {
        const todo = troubles.get(path);
        // nobody is told off for what they have not come to yet
        if (!todo || (todo.kind === "missing" && !tried && !been.has(path))) return undefined;
        return troubleFrom(todo);
      },
      barsOf: (path) => paste.barsOf(path),
      goTo,
      removed: removals.removed,
      presets,
      more,
    }),
    [troubles, tried, been, paste.barsOf, goTo, removals.removed, presets, more],
  );

  const take = useCallback(
    ({ path, value }: Offer) => {
      form.setValue(nameOf(path) as "reference", value, { shouldDirty: true });
      void saver.flush();
    },
    [form, saver],
  );
  const next = useCallback(() => {
    const paths = todos.map(({ path }) => fieldFor(path));
    const path = root.current && nextOf(paths, root.current, window.document.activeElement);
    if (path) goTo(path);
  }, [todos, goTo]);
  const price = useCallback(async () => {
    setTried(true);
    if (!(await saver.flush())) return;
    const first = latest.current.issues[0]?.path ?? paste.doubtful();
    if (first) goTo(first);
    else onPrice();
  }, [saver, latest, paste, goTo, onPrice]);
  const back = useCallback(async () => {
    if (!(await saver.flush())) notify.success(t("saving.kept"));
    onBack();
  }, [saver, onBack, t]);
  const split = useCallback(
    (who: "sender" | "recipient") => {
      const { address1, address2 } = form.getValues(who);
      const lines = splitLine(address1, address2);
      if (!lines) return;
      form.setValue(`${who}.address1`, lines.line1, { shouldDirty: true });
      form.setValue(`${who}.address2`, lines.line2, { shouldDirty: true });
    },
    [form],
  );
  const addBox = useCallback(() => {
    const index = form.getValues("boxes").length;
    boxes.append({ ...BLANK_BOX, items: [] }, { shouldFocus: false });
    requestAnimationFrame(() => focusAt(`boxes[${index}].length_cm`));
  }, [boxes, form]);
  const removeBox = (index: number) => {
    const box = form.getValues(`boxes.${index}`);
    boxes.remove(index);
    requestAnimationFrame(() => focusAt(`boxes[${Math.max(0, index - 1)}].weight_kg`));
    removals.removed(t("box.removed", { number: index + 1 }), () => boxes.insert(index, box));
  };
  const applyPreset = (place: number) => {
    const preset = presets[place];
    const index = boxAt(current) ?? form.getValues("boxes").findIndex((box) => box.length_cm.trim() === "");
    if (!preset || index < 0) return;
    for (const side of ["length_cm", "width_cm", "height_cm"] as const) {
      form.setValue(`boxes.${index}.${side}`, preset[side], { shouldDirty: true });
    }
    if (form.getValues(`boxes.${index}.weight_kg`).trim() === "") focusAt(`boxes[${index}].weight_kg`);
  };

  const presetKeys = presets.slice(0, 9).map(
    (preset, place): KeyBinding => ({
      keys: `Alt+${place + 1}`,
      label: t("box.take", { name: preset.name }),
      run: () => applyPreset(place),
      inFields: true,
    }),
  );
  useKeys(
    "order-form",
    [
      { keys: "Control+Enter", label: t("price"), run: () => void price(), inFields: true },
      { keys: "F8", label: t("summary.nextLong"), run: next, when: todos.length > 0 },
      {
        keys: "Alt+Enter",
        label: t("summary.take"),
        run: () => offer && take(offer),
        when: offer !== null,
        inFields: true,
      },
      { keys: "Control+z", label: t("undo"), run: removals.undo, when: removals.can, inFields: true },
      { keys: "Control+s", label: t("saving.now"), run: () => void saver.flush(), inFields: true },
      {
        keys: "Alt+ArrowDown",
        label: t("moveWords"),
        run: () => split(current === "sender.address1" ? "sender" : "recipient"),
        when: () => /^(sender|recipient)\.address1$/.test(current ?? ""),
        inFields: true,
      },
      { keys: "Alt+b", label: t("box.add"), run: addBox, inFields: true },
      {
        keys: "Alt+Shift+b",
        label: t("box.removeHere"),
        run: () => removeBox(boxAt(current) ?? 0),
        when: () => boxAt(current) !== null && boxes.fields.length > 1,
        inFields: true,
      },
      ...presetKeys,
      { keys: "Alt+m", label: t("more.title"), run: () => setMore(!more), inFields: true },
      {
        keys: "Control+d",
        label: t("duplicate"),
        run: () => void saver.flush().then(onDuplicate),
        inFields: true,
      },
      { keys: "Escape", label: t("back"), run: () => void back() },
    ],
    { title: t("title") },
  );

  // the first thing to fill, once
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    goTo(field ?? given.issues[0]?.path ?? "recipient.name");
  }, [field, given.issues, goTo]);

  const onFocus = (event: FocusEvent) => setCurrent(pathAt(event.target));
  const onBlur = (event: FocusEvent) => {
    const path = pathAt(event.target);
    if (!path) return;
    if (!been.has(path)) setBeen(new Set([...been, path]));
    paste.seen(path);
    void saver.flush();
  };
  const addresses = { onSplit: () => split("recipient") };
  return (
    <FormProvider {...form}>
      <FormToolsProvider value={tools}>
        <div className="col">
          <FormTop
            number={document.form.order_no}
            isNew={isNew}
            saving={saving}
            savedAt={document.saved_at}
            onBack={() => void back()}
            onPaste={paste.open}
            onDuplicate={() => void saver.flush().then(onDuplicate)}
          />
          {/* biome-ignore lint/a11y/noStaticElementInteractions: follows where the focus is */}
          <div className="form" ref={root} onFocus={onFocus} onBlur={onBlur} onInput={removals.forget}>
            {saving.problem && (
              <ProblemNote
                problem={saving.problem}
                actions={[{ label: t("saving.now"), keys: "Control+s", run: () => void saver.flush() }]}
              />
            )}
            {given.state === "failed" && <Refused id={given.id} />}
            <HeadFields />
            <SenderSection open={senderOpen} onOpen={openSender} />
            <RecipientSection pasted={paste.pasted} onShowText={paste.open} {...addresses} />
            {boxes.fields.map((field, index) => (
              <BoxSection
                key={field.id}
                index={index}
                onRemove={boxes.fields.length > 1 ? () => removeBox(index) : undefined}
              />
            ))}
            <AddBox onAdd={addBox} />
            <MoreSection open={more} onOpen={setMore} />
          </div>
        </div>
        <Summary
          todos={todos}
          current={current}
          offer={offer}
          totals={document.totals}
          pasted={paste.pasted !== null}
          busy={tried && saving.since !== null}
          onGo={goTo}
          onTake={take}
          onPrice={() => void price()}
        />
        {paste.dialog && <PasteDialog {...paste.dialog} />}
      </FormToolsProvider>
    </FormProvider>
  );
}

/** One thing a field: the gravest, which comes first. */
function eachPathOnce(todos: readonly Todo[]): Todo[] {
  return todos.filter((todo, index) => todos.findIndex((one) => one.path === todo.path) === index);
}

function troubleFrom({ kind, what }: Todo): FieldTrouble {
  return { text: what, tone: kind === "advice" || kind === "check" ? "check" : "bad" };
}

/** What one key can put right: at the field that has the focus, else at the first that has something to offer. */
function useOffer(
  todos: readonly Todo[],
  current: string | null,
  values: () => FormValues,
  presets: Parameters<typeof offerFor>[2],
): Offer | null {
  return useMemo(() => {
    const now = values();
    const offers = todos.flatMap(({ path }) => offerFor(path, now, presets) ?? []);
    return offers.find(({ path }) => path === current) ?? offers[0] ?? null;
  }, [todos, current, values, presets]);
}

function pathAt(element: EventTarget): string | null {
  return element instanceof Element
    ? (element.closest("[data-path]")?.getAttribute("data-path") ?? null)
    : null;
}

/** The box that a path is in. */
function boxAt(path: string | null): number | null {
  const index = /^boxes\[(\d+)\]/.exec(path ?? "")?.[1];
  return index === undefined ? null : Number(index);
}
