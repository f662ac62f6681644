import { useTranslation } from "react-i18next";
import { Icon, Kbd, StatusMark } from "~/design";
import type { FindHit } from "~/ipc/bindings";
import type { Found } from "./useFound";

/** A line of what was found. */
export function FoundRow({
  id,
  found,
  current,
  choose,
}: {
  id: string;
  found: Found;
  current: boolean;
  choose: (found: Found) => void;
}) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; this one is its active descendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the text chooses it
    <div
      id={id}
      role="option"
      aria-selected={current}
      className={found.hit ? "hit" : "hit do"}
      // the text keeps the focus
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(found)}
    >
      {found.hit ? <Hit hit={found.hit} /> : <Deed found={found} />}
    </div>
  );
}

function Deed({ found }: { found: Found }) {
  return (
    <>
      <Icon name={found.icon ?? "arrow"} />
      <span className="cut">
        {found.label} {found.where && <span className="dim small">{found.where}</span>}
      </span>
      {found.keys && <Kbd keys={found.keys} />}
    </>
  );
}

function Hit({ hit }: { hit: FindHit }) {
  const { t } = useTranslation("app");
  if (hit.kind === "order") {
    const { order_no, reference, state, recipient, country, city, tracking_no } = hit.order;
    return (
      <>
        <Icon name="orders" label={t("find.order")} />
        <span className="mono nw">{order_no ?? reference}</span>
        <StatusMark kind="order" code={state} />
        <span className="cut">
          {recipient} <span className="dim mono">{country}</span> {city}
        </span>
        <span className="dim mono nw">{tracking_no}</span>
      </>
    );
  }
  if (hit.kind === "foreign_order") {
    const { order_no, reference, state, account, tracking_no } = hit.order;
    return (
      <>
        <Icon name="orders" label={t("find.elsewhere")} />
        <span className="mono nw">{order_no}</span>
        <span className="cut">
          {state?.text ?? state?.code} <span className="dim">{reference}</span> {account}
        </span>
        <span className="dim mono nw">{tracking_no}</span>
      </>
    );
  }
  const { number, status, recipient, country, last_text, order_no } = hit.parcel;
  return (
    <>
      <Icon name="track" label={t("find.parcel")} />
      <span className="mono nw">{number}</span>
      <StatusMark kind="delivery" code={status} words={last_text} />
      <span className="cut">
        {recipient} <span className="dim mono">{country}</span> <span className="dim">{last_text}</span>
      </span>
      <span className="dim mono nw">{order_no}</span>
    </>
  );
}
