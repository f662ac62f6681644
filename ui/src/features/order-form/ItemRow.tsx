import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, Icon, NumberInput, type Suggestion, TextInput } from "~/design";
import { useFormat } from "~/i18n/format";
import { commands, type ItemForm, type ProductDocument } from "~/ipc/bindings";
import { times } from "./amounts";
import { useFormTools, useText } from "./context";
import { focusAt } from "./focus";
import { readSku, sameSku } from "./sku";
import { currencyOf } from "./suggest";
import { TypeAhead } from "./TypeAhead";
import { BLANK_ITEM, type FormValues, isBlank } from "./values";

interface LineProps {
  box: number;
  line: number;
  /** The free line at the end. */
  last: boolean;
  more: boolean;
  /** Another free line, at once. */
  onNext: () => void;
  /** Takes a line away without a word. */
  onDrop: (line: number) => void;
  onRemove: () => void;
}

/** A kind of goods in a box, as a line of a table whose cells are fields. */
export function ItemRow(props: LineProps) {
  const { box, line, last, more, onRemove } = props;
  const { t } = useTranslation("orderForm");
  const { control } = useFormContext<FormValues>();
  const item = useWatch({ control, name: `boxes.${box}.items.${line}` }) ?? BLANK_ITEM;
  const asksCurrency = useAsksCurrency(box, line, item);
  const name = (field: keyof ItemForm) => `boxes.${box}.items.${line}.${field}`;
  const free = last && isBlank(item);
  const inCurrency = more || (asksCurrency && !free);
  return (
    <div className={free ? "it free" : "it"} role="group" aria-label={t("item.line", { number: line + 1 })}>
      <SkuCell {...props} />
      {free && <span className="free-hint">{t("item.free")}</span>}
      <Cell name={name("name_cn")} field="name_cn" />
      <Cell name={name("name_en")} field="name_en" />
      <NumberCell name={name("quantity")} field="quantity" decimals={0} />
      <NumberCell name={name("unit_price")} field="unit_price" box={box} line={line} />
      <NumberCell name={name("unit_weight_kg")} field="unit_weight_kg" />
      <Cell name={name("hs_code")} field="hs_code" mono />
      <BatteryCell name={name("battery")} />
      <RowSum item={item} />
      <Button
        variant="ghost"
        className="mini"
        tabIndex={-1}
        aria-label={t("item.remove", { number: line + 1 })}
        onClick={onRemove}
        icon="x"
      />
      {inCurrency && (
        <div className="it-more">
          {more && <Cell name={name("material")} field="material" labelled />}
          {more && <Cell name={name("use")} field="use" labelled />}
          <Cell name={name("currency")} field="currency" labelled mono />
        </div>
      )}
    </div>
  );
}

/** A price without a currency says nothing: the field stands there as soon as it is needed, and stays. */
function useAsksCurrency(box: number, line: number, item: ItemForm): boolean {
  const { troubleOf } = useFormTools();
  const { getValues } = useFormContext<FormValues>();
  const [asks, ask] = useState(false);
  const lacks =
    item.unit_price.trim() !== "" &&
    item.currency.trim() === "" &&
    currencyOf({ boxes: getValues("boxes") }) === "";
  const needed = lacks || troubleOf(`boxes[${box}].items[${line}].currency`) !== undefined;
  useEffect(() => {
    if (needed) ask(true);
  }, [needed]);
  return asks || needed;
}

function useCell(name: string) {
  const { troubleOf } = useFormTools();
  const text = useText(name);
  const trouble = troubleOf(text.path);
  const look = trouble ? (trouble.tone === "check" ? "chk" : "err") : "";
  return { ...text, trouble, look };
}

function Cell({
  name,
  field,
  mono,
  labelled,
}: {
  name: string;
  field: keyof ItemForm;
  mono?: boolean;
  labelled?: boolean;
}) {
  const { t } = useTranslation("orderForm");
  const { value, set, blur, path, trouble, look } = useCell(name);
  return (
    <span className="cell" data-path={path} title={trouble?.text ?? (value.length > 12 ? value : undefined)}>
      <TextInput
        className={look}
        mono={mono}
        aria-label={t(`field.${field}`)}
        aria-invalid={look === "err" || undefined}
        lead={labelled ? <span className="u">{t(`field.${field}`)}</span> : undefined}
        unit={look === "err" ? <Icon name="xc" size={14} /> : undefined}
        value={value}
        onChange={(event) => set(event.target.value)}
        onBlur={blur}
      />
    </span>
  );
}

function NumberCell({
  name,
  field,
  decimals,
  box,
  line,
}: {
  name: string;
  field: keyof ItemForm;
  decimals?: number;
  /** Of a price: it is in the currency of the column unless it says another. */
  box?: number;
  line?: number;
}) {
  const { t } = useTranslation("orderForm");
  const { getValues, setValue } = useFormContext<FormValues>();
  const { value, set, blur, path, trouble, look } = useCell(name);
  const currency = `boxes.${box}.items.${line}.currency` as "boxes.0.items.0.currency";
  const own = box === undefined ? "" : getValues(currency);
  const common = box === undefined ? "" : currencyOf({ boxes: getValues("boxes") });
  return (
    <span className="cell" data-path={path} title={trouble?.text}>
      <NumberInput
        className={look}
        aria-label={t(`field.${field}`)}
        aria-invalid={look === "err" || undefined}
        decimals={decimals}
        lead={own && own !== common ? <span className="u">{own}</span> : undefined}
        value={value}
        onValue={(text) => {
          set(text);
          if (box !== undefined && text !== "" && own === "" && common !== "") setValue(currency, common);
        }}
        onBlur={blur}
        onFocus={(event) => event.target.select()}
      />
    </span>
  );
}

function BatteryCell({ name }: { name: string }) {
  const { t } = useTranslation("orderForm");
  const { value, set, blur, path } = useCell(name);
  const words = [t("battery.none"), t("battery.inside"), t("battery.beside"), t("battery.alone")];
  const suggestions = words.filter((word) => word !== value && word.startsWith(value.trim()));
  return (
    <span className="cell" data-path={path}>
      <TypeAhead
        aria-label={t("field.battery")}
        value={value}
        onValue={set}
        onTake={(taken) => set(taken.text)}
        suggestions={suggestions.map((text) => ({ text }))}
        onBlur={blur}
      />
    </span>
  );
}

function RowSum({ item }: { item: ItemForm }) {
  const format = useFormat();
  const sum = times(item.unit_price, item.quantity);
  return <span className="num sum">{sum && <b>{format.decimal(sum)}</b>}</span>;
}

/**
 * The SKU: typed or scanned. Enter fills the line and goes on to the next one at once, because a scanner does not wait;
 * what is known of the goods fills its own line when it is found. The same goods again are one more piece.
 */
function SkuCell({ box, line, last, onNext, onDrop }: LineProps) {
  const { t } = useTranslation("orderForm");
  const name = `boxes.${box}.items.${line}.sku`;
  const { value, set, blur, path } = useCell(name);
  const { getValues, setValue } = useFormContext<FormValues>();
  const [asked, ask] = useState("");
  const { data: products = [], isPlaceholderData } = useQuery({
    queryKey: ["addresses", "product", asked],
    queryFn: () => commands.productFind(asked),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const shown = asked === "" ? [] : products;
  const field = `boxes.${box}.items.${line}` as "boxes.0.items.0";

  const fill = (product: ProductDocument, quantity: string) => {
    const now = getValues(field);
    setValue(field, { ...now, ...product.item, sku: product.sku, quantity: quantity || now.quantity || "1" });
  };
  const take = (suggestion: Suggestion) => {
    const product = shown.find((one) => one.sku === suggestion.text);
    if (product) fill(product, readSku(value).quantity);
    ask("");
  };
  /** Looks the goods up; a line that was changed meanwhile stays as it is. */
  const look = async (sku: string, quantity: string) => {
    const found = await commands.productFind(sku).catch(() => []);
    const product = found.find((one) => sameSku(one.sku, sku));
    const at = getValues(`boxes.${box}.items`).findIndex((item) => sameSku(item.sku, sku));
    if (!product || at < 0) return;
    const place = `boxes.${box}.items.${at}` as "boxes.0.items.0";
    const now = getValues(place);
    if (now.name_cn || now.name_en) return;
    setValue(place, { ...now, ...product.item, sku: product.sku, quantity: now.quantity || quantity || "1" });
  };
  const enter = () => {
    const { sku, quantity } = readSku(value);
    if (sku === "") return;
    ask("");
    const items = getValues(`boxes.${box}.items`);
    const twin = items.findIndex((item, index) => index !== line && sameSku(item.sku, sku));
    const pieces = items[twin]?.quantity.trim() ?? "";
    const alone = isBlank({ ...getValues(field), sku: "" });
    if (alone && twin >= 0 && /^\d+$/.test(pieces)) {
      setValue(`boxes.${box}.items.${twin}.quantity`, String(BigInt(pieces) + BigInt(quantity || "1")));
      setValue(field, BLANK_ITEM);
      // this line is the free one again
      if (line < items.length - 1 && isBlank(items.at(-1) ?? BLANK_ITEM)) onDrop(items.length - 1);
      return;
    }
    const only = shown.length === 1 && !isPlaceholderData ? shown[0] : undefined;
    const product = shown.find((one) => sameSku(one.sku, sku)) ?? only;
    flushSync(() => {
      if (product) fill(product, quantity);
      else
        setValue(field, { ...getValues(field), sku, quantity: getValues(field).quantity || quantity || "1" });
      if (line === items.length - 1) onNext();
    });
    if (!product) void look(sku, quantity);
    focusAt(`boxes[${box}].items[${line + 1}].sku`);
  };
  return (
    <span className="cell" data-path={path}>
      <TypeAhead
        mono
        aria-label={t("field.sku")}
        placeholder={last ? t("item.scan") : undefined}
        value={value}
        onValue={(text) => {
          set(text);
          ask(readSku(text).sku);
        }}
        onTake={take}
        suggestions={shown.map(({ sku, item }) => ({
          text: sku,
          label: <span className="mono">{sku}</span>,
          hint: item.name_cn || item.name_en,
        }))}
        pick={(key) => {
          const known = shown.find((one) => sameSku(one.sku, readSku(value).sku));
          if (key !== "Tab" || !known) return null;
          // the names are known: on to how many there are
          requestAnimationFrame(() => focusAt(`${path.replace(/sku$/, "")}quantity`));
          return { text: known.sku };
        }}
        onEnter={enter}
        onBlur={() => {
          const { sku, quantity } = readSku(value);
          if (sku && asked) void look(sku, quantity);
          blur();
        }}
      />
    </span>
  );
}
