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

/** Over the rows of one account and currency: how its prices relate to the others. */
export function GroupHead({
  group,
  base,
  rating,
  onRate,
}: {
  group: PriceGroup;
  base: string | null;
  /** A rate is being typed. */
  rating: boolean;
  onRate: (open: boolean) => void;
}) {
  const { t } = useTranslation("compare");
  const { currency, standing } = group;
  return (
    <>
      <GridRow className="qg">
        <GridCell part="rowheader" className="cut">
          <b>{group.account}</b>
        </GridCell>
        <GridCell className="row">
          {currency && <span className="cur">{currency}</span>}
          <span className="dim">{t(`group.${standing}`)}</span>
          {standing === "converted" && <Rate group={group} />}
        </GridCell>
        {currency && base && currency !== base && (
          <GridCell className="end">
            <Button variant="link" keys={rating ? undefined : "u"} onClick={() => onRate(!rating)}>
              {t(standing === "converted" ? "rate.change" : "rate.set")}
            </Button>
          </GridCell>
        )}
      </GridRow>
      {rating && currency && base && (
        <GridRow>
          <GridCell>
            <RateForm currency={currency} base={base} onClose={() => onRate(false)} />
          </GridCell>
        </GridRow>
      )}
    </>
  );
}

function Rate({ group }: { group: PriceGroup }) {
  const { t } = useTranslation("compare");
  const format = useFormat();
  const converted = group.rows.find((row) => row.quote?.converted)?.quote?.converted;
  if (!converted) return null;
  return (
    <span className="dim">
      {t("group.rate", { rate: converted.rate, date: format.date(converted.rate_set_at) })}
    </span>
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
