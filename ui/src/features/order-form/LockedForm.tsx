import { useTranslation } from "react-i18next";
import { Button, Money, Note, Size, statusWord, Weight } from "~/design";
import { useFormat } from "~/i18n/format";
import type { BoxForm, FormDocument, ItemForm, PartyForm } from "~/ipc/bindings";
import { times } from "./amounts";
import { ItemHead } from "./ItemHead";
import { currencyOf } from "./suggest";

/** An order that was sent, to read and to copy from: nothing of it changes any more. */
export function LockedForm({ document, onDuplicate }: { document: FormDocument; onDuplicate: () => void }) {
  const { t } = useTranslation("orderForm");
  const { t: word } = useTranslation("design");
  const { form, state } = document;
  return (
    <div className="form locked">
      <Note
        icon="lock"
        title={t("locked.title", { state: statusWord(word, "order", state) })}
        actions={
          <Button keys="Control+d" onClick={onDuplicate}>
            {t("duplicate")}
          </Button>
        }
      >
        {t("locked.means")}
      </Note>
      <div className="g2">
        <Party title={t("recipient.title")} party={form.recipient} />
        <Party title={t("sender.title")} party={form.sender} />
      </div>
      {form.boxes.map((box, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing here moves
        <Box key={index} box={box} number={index + 1} />
      ))}
    </div>
  );
}

function Party({ title, party }: { title: string; party: PartyForm }) {
  const format = useFormat();
  const lines = [
    [party.name, party.company].filter(Boolean).join(", "),
    [party.address1, party.house_no].filter(Boolean).join(" "),
    party.address2,
    [party.city, party.state, party.postcode].filter(Boolean).join(" "),
    party.country && `${party.country} ${format.country(party.country)}`,
    party.phone,
    party.email,
  ];
  return (
    <section>
      <h2 className="sec">{title}</h2>
      <address>
        {lines.filter(Boolean).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </section>
  );
}

function Box({ box, number }: { box: BoxForm; number: number }) {
  const { t } = useTranslation("orderForm");
  return (
    <section className="bx">
      <header>
        <h3>{t("box.title", { number })}</h3>
        <span className="mono mut">{box.box_no}</span>
        <span className="sepv" />
        <Size cm={[box.length_cm, box.width_cm, box.height_cm]} />
        <Weight kg={box.weight_kg} />
      </header>
      <div className="its">
        <ItemHead currency={currencyOf({ boxes: [box] })} />
        {box.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing here moves
          <Line key={index} item={item} />
        ))}
      </div>
    </section>
  );
}

function Line({ item }: { item: ItemForm }) {
  return (
    <div className="it text">
      <span className="mono">{item.sku}</span>
      <span>{item.name_cn}</span>
      <span>{item.name_en}</span>
      <span className="num">{item.quantity}</span>
      <span className="num">{item.unit_price}</span>
      <span className="num">{item.unit_weight_kg}</span>
      <span className="mono">{item.hs_code}</span>
      <span>{item.battery}</span>
      <span className="num">
        <Money amount={times(item.unit_price, item.quantity)} currency={item.currency} />
      </span>
    </div>
  );
}
