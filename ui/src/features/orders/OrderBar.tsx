import { useTranslation } from "react-i18next";
import { Button, Fact, Menu, type MenuEntry, Money, SelectionBar, Waiting, Weight } from "~/design";
import { useFormat } from "~/i18n/format";
import type { OrderRow } from "~/ipc/bindings";
import { canAsk, canCancel, canCompare, canDiscard, canPrint } from "./rules";
import { sumsOf } from "./sums";
import type { Deeds } from "./useOrderDeeds";

/** Under the list while orders are selected, or while something is under way: their facts, and what can be done. */
export function OrderBar({
  selected,
  target,
  deeds,
  onCompare,
  onClear,
}: {
  selected: readonly OrderRow[];
  /** The current row, for what is done with one alone. */
  target: OrderRow | null;
  deeds: Deeds;
  onCompare: () => void;
  onClear: () => void;
}) {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const { busy } = deeds;
  const { boxes, weight, prices } = sumsOf(selected);
  const working = busy && <Waiting>{busy.what}</Waiting>;
  if (selected.length === 0) {
    return working ? <SelectionBar count={working} /> : null;
  }
  return (
    <SelectionBar
      count={t("selected.count", { count: selected.length })}
      actions={
        <>
          {working}
          <Button keys="q" disabled={!selected.some(canCompare)} onClick={onCompare}>
            {t("act.compare")}
          </Button>
          <Button keys="p" disabled={!selected.some(canPrint)} onClick={() => deeds.print(selected)}>
            {t("act.print")}
          </Button>
          <Menu
            trigger={<Button icon="more" aria-label={t("act.more")} />}
            entries={entriesOf(t, { selected, target, deeds, onClear })}
          />
        </>
      }
    >
      <Fact label={t("selected.boxes")}>
        {format.number(boxes)}
        <i className="dot" />
        <Weight kg={weight} />
      </Fact>
      {prices.slice(0, 2).map(({ amount, currency, orders }) => (
        <Fact key={currency} label={t("selected.price", { count: orders, all: selected.length })}>
          <Money amount={amount} currency={currency} />
        </Fact>
      ))}
      {prices.length > 2 && (
        <span className="dim small">{t("selected.currencies", { count: prices.length - 2 })}</span>
      )}
    </SelectionBar>
  );
}

function entriesOf(
  t: ReturnType<typeof useTranslation<"orders">>["t"],
  {
    selected,
    target,
    deeds,
    onClear,
  }: { selected: readonly OrderRow[]; target: OrderRow | null; deeds: Deeds; onClear: () => void },
): MenuEntry[] {
  const one = selected.length === 1 ? (selected[0] ?? null) : target;
  return [
    {
      label: t("act.duplicate"),
      icon: "copy",
      keys: "Control+d",
      disabled: !one,
      onSelect: () => one && deeds.duplicate(one),
    },
    {
      label: t("act.ask"),
      icon: "question",
      keys: "a",
      disabled: !selected.some(canAsk),
      onSelect: () => deeds.ask(selected),
    },
    {
      label: t("act.export"),
      icon: "download",
      keys: "Control+e",
      onSelect: () => deeds.exportTable(selected),
    },
    { label: t("act.clear"), icon: "x", keys: "Escape", onSelect: onClear },
    "separator",
    {
      label: t("act.discard"),
      icon: "x",
      keys: "Delete",
      danger: true,
      disabled: !selected.some(canDiscard),
      onSelect: () => deeds.discard(selected),
    },
    {
      label: t("act.cancel"),
      icon: "ban",
      keys: "Control+Delete",
      danger: true,
      disabled: !selected.some(canCancel),
      onSelect: () => deeds.cancel(selected),
    },
  ];
}
