import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon, TextInput } from "~/design";
import { typedDecimal } from "~/i18n/decimal";
import { useFormat } from "~/i18n/format";
import { commands, type ErrorDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { GridCell, GridRow } from "./grid";
import type { PriceGroup } from "./prices";

/** What the head of a group takes. */
export interface GroupHeadProps {
  group: PriceGroup;
  base: string | null;
  /** The currency whose rate is being typed. */
  rating: string | null;
  /** The currency that U sets a rate for. */
  rateable: string | null;
  onRate: (currency: string | null) => void;
}

/** Over the rows that are compared with each other: in what currency, and at what rates. */
export function GroupHead(props: GroupHeadProps) {
  const { group, base, rating, onRate } = props;
  const { t } = useTranslation("compare");
  const format = useFormat();
  if (base === null) return null;
  const currencies = group.apart ? [group.apart] : group.rates.map((rate) => rate.currency);
  return (
    <>
      <GridRow className="qg">
        <GridCell part="rowheader">
          {group.apart && <span className="cur">{group.apart}</span>}
          {group.apart ? t("group.apart") : t("group.compared", { base })}
        </GridCell>
        {group.apart && <RateButton {...props} currency={group.apart} />}
      </GridRow>
      {group.rates.map(({ currency, rate, setAt }) => (
        <GridRow className="qg" key={currency}>
          <GridCell className="dim">
            {t("group.rate", { currency, rate, base, date: format.date(setAt) })}
          </GridCell>
          <RateButton {...props} currency={currency} />
        </GridRow>
      ))}
      {rating !== null && currencies.includes(rating) && (
        <GridRow>
          <GridCell>
            <RateForm currency={rating} base={base} onClose={() => onRate(null)} />
          </GridCell>
        </GridRow>
      )}
    </>
  );
}

function RateButton({ currency, group, rating, rateable, onRate }: GroupHeadProps & { currency: string }) {
  const { t } = useTranslation("compare");
  const keyed = rating === null && rateable === currency;
  return (
    <GridCell className="end">
      <Button
        variant="link"
        keys={keyed ? "u" : undefined}
        onClick={() => onRate(rating === currency ? null : currency)}
      >
        {t(group.apart ? "rate.set" : "rate.change")}
      </Button>
    </GridCell>
  );
}

function RateForm({ currency, base, onClose }: { currency: string; base: string; onClose: () => void }) {
  const { t } = useTranslation("compare");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const [wrong, setWrong] = useState(false);
  const saving = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = async () => {
    const rate = typedDecimal(text);
    if (rate === null || rate.startsWith("-") || /^0*(\.0*)?$/.test(rate)) return setWrong(true);
    if (saving.current) return;
    saving.current = true;
    try {
      await commands.rateSet(currency, rate);
      readAgain(["quotes", "settings"]);
      onClose();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      saving.current = false;
    }
  };
  return (
    <form
      className="rate"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <span className="mono nw">1 {currency} =</span>
      <TextInput
        ref={field}
        right
        inputMode="decimal"
        aria-label={t("rate.label", { currency, base })}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong || problem ? "rate-trouble" : undefined}
        unit={base}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(false);
        }}
      />
      <Button type="submit" keys="Enter">
        {t("rate.save")}
      </Button>
      {(wrong || problem) && (
        <span id="rate-trouble" role="alert" className="msg bad">
          <Icon name="xc" size={14} />
          {wrong ? t("rate.wrong") : problem?.message}
        </span>
      )}
      <span className="small dim whole">{t("rate.means")}</span>
    </form>
  );
}
