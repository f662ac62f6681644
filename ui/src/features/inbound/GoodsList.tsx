import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, useKeys } from "~/design";
import { useFormat } from "~/i18n/format";
import type { GoodsDocument } from "~/ipc/bindings";
import { useReceiving } from "./useReceiving";

/** The goods of a parcel as a receiving check-list. ↑↓ walk the lines, Space ticks one. Their pictures are never loaded. */
export function GoodsList({
  parcel,
  goods,
  label,
}: {
  /** Our id of the parcel. */
  parcel: string;
  goods: readonly GoodsDocument[];
  label: string;
}) {
  const { t } = useTranslation("inbound");
  const list = useRef<HTMLUListElement>(null);
  const first = goods.findIndex(({ received_at }) => received_at === null);
  const [current, setCurrent] = useState(Math.max(0, first));
  const { ahead, tick } = useReceiving(parcel);
  useWalk(list);
  if (goods.length === 0) return <p className="mut">{t("goods.none")}</p>;
  return (
    <ul className="goods" ref={list} aria-label={label}>
      {goods.map((one, index) => {
        const received = ahead.get(one.place) ?? one.received_at !== null;
        return (
          <li key={one.place} className={received ? "here" : undefined}>
            <Checkbox
              checked={received}
              tabIndex={index === Math.min(current, goods.length - 1) ? 0 : -1}
              onFocus={() => setCurrent(index)}
              onChecked={(on) => void tick(one.place, on)}
              label={<GoodsLine goods={one} />}
            />
            <ReceivedAt at={received ? one.received_at : null} />
          </li>
        );
      })}
    </ul>
  );
}

function GoodsLine({ goods: { title, property, quantity } }: { goods: GoodsDocument }) {
  const { t } = useTranslation("inbound");
  return (
    <span className="goods-line">
      <span>
        {title}
        {property && <small className="mut">{property}</small>}
      </span>
      {/* as it was written: it may be no number */}
      <b className="nw">{t("goods.quantity", { quantity: quantity || "—" })}</b>
    </span>
  );
}

function ReceivedAt({ at }: { at: string | null }) {
  const format = useFormat();
  if (at === null) return null;
  return (
    <time className="small dim nw" dateTime={at} title={format.exact(at)}>
      {`${format.date(at)} ${format.time(at)}`}
    </time>
  );
}

/** ↑↓ inside the list, also where it is several lists one after another. */
function useWalk(list: RefObject<HTMLUListElement | null>): void {
  const { t } = useTranslation("inbound");
  const inside = () => list.current?.contains(document.activeElement) ?? false;
  const walk = (by: 1 | -1) => {
    const all = list.current?.closest("[data-goods]") ?? list.current;
    const boxes = [...(all?.querySelectorAll<HTMLElement>(".goods input") ?? [])];
    const at = boxes.indexOf(document.activeElement as HTMLElement);
    boxes[Math.max(0, Math.min(boxes.length - 1, at + by))]?.focus();
  };
  useKeys(
    "goods",
    [
      { keys: "ArrowDown", label: t("keys.nextGoods"), run: () => walk(1), when: inside, hidden: true },
      { keys: "ArrowUp", label: t("keys.lastGoods"), run: () => walk(-1), when: inside, hidden: true },
    ],
    { layer: "panel" },
  );
}

/** Puts the focus on the first line that is not ticked, else on the first. */
export function focusGoods(within: ParentNode = document): void {
  const boxes = [...within.querySelectorAll<HTMLInputElement>(".goods input")];
  (boxes.find((box) => !box.checked) ?? boxes[0])?.focus();
}
