import { useTranslation } from "react-i18next";
import { Button, Confidence, Icon, type IconName, Kbd, Money, Weight } from "~/design";
import { useFormat } from "~/i18n/format";
import type { FormTotals } from "~/ipc/bindings";
import type { Todo } from "./issues";
import type { Offer } from "./suggest";

const ICONS: Record<Todo["kind"], IconName> = { missing: "dots", wrong: "xc", advice: "warn", check: "info" };

/** Beside the form: what is left to do, what it adds up to, and the one button. */
export function Summary({
  todos,
  current,
  offer,
  totals,
  pasted,
  busy,
  onGo,
  onTake,
  onPrice,
}: {
  todos: readonly Todo[];
  /** The field that has the focus. */
  current: string | null;
  offer: Offer | null;
  totals: FormTotals;
  /** Bars stand at fields: what they mean is said. */
  pasted: boolean;
  busy: boolean;
  onGo: (path: string) => void;
  onTake: (offer: Offer) => void;
  onPrice: () => void;
}) {
  const { t } = useTranslation("orderForm");
  const must = todos.filter(({ kind }) => kind === "missing" || kind === "wrong").length;
  const looks = todos.length - must;
  return (
    <aside className="panel form-side" aria-label={t("summary.label")}>
      <div className="panel-body">
        <div className="pb">
          <h2 className="sec">
            <span role="status">
              {must > 0
                ? t("summary.left", { count: must })
                : looks > 0
                  ? t("summary.looks", { count: looks })
                  : t("summary.ready")}
            </span>
            <span className="grow" />
            {todos.length > 0 && (
              <>
                <Kbd keys="F8" />
                <span className="small mut next">{t("summary.next")}</span>
              </>
            )}
          </h2>
          <ol className="todo">
            {todos.map((todo) => (
              <Left
                key={`${todo.kind}${todo.path}`}
                todo={todo}
                current={todo.path === current}
                offer={offer?.path === todo.path ? offer : null}
                onGo={onGo}
                onTake={onTake}
              />
            ))}
          </ol>
        </div>
        <Totals totals={totals} />
        {pasted && <Legend />}
      </div>
      <div className="pb act">
        <Button variant="primary" big keys="Control+Enter" busy={busy} disabled={must > 0} onClick={onPrice}>
          {t("price")}
        </Button>
        <p className="small mut">{must > 0 ? t("summary.fixFirst", { count: must }) : t("summary.kept")}</p>
      </div>
    </aside>
  );
}

function Left({
  todo,
  current,
  offer,
  onGo,
  onTake,
}: {
  todo: Todo;
  current: boolean;
  offer: Offer | null;
  onGo: (path: string) => void;
  onTake: (offer: Offer) => void;
}) {
  const { t } = useTranslation("orderForm");
  return (
    <li className={`${todo.kind} ${current ? "cur" : ""}`}>
      <button type="button" tabIndex={-1} onClick={() => onGo(todo.path)}>
        <Icon name={ICONS[todo.kind]} />
        <span>
          <b>{todo.where}</b>
          <span className="what">{todo.what}</span>
        </span>
      </button>
      {offer && (
        <Button keys="Alt+Enter" tabIndex={-1} onClick={() => onTake(offer)}>
          {t("summary.use", { value: offer.value })}
        </Button>
      )}
    </li>
  );
}

function Totals({ totals }: { totals: FormTotals }) {
  const { t } = useTranslation("orderForm");
  const format = useFormat();
  return (
    <div className="pb tot">
      <h2 className="sec">{t("totals.title")}</h2>
      <dl>
        <div>
          <dt>{t("totals.boxes")}</dt>
          <dd>{format.number(totals.boxes)}</dd>
        </div>
        <div>
          <dt>{t("totals.pieces")}</dt>
          <dd>{format.number(totals.pieces)}</dd>
        </div>
        <div>
          <dt>{t("totals.weight")}</dt>
          <dd>
            <Weight kg={totals.weight_kg} />
          </dd>
        </div>
        <div>
          <dt>{t("totals.volume")}</dt>
          <dd>
            {totals.volume_weight_kg === null ? (
              <span className="dim">—</span>
            ) : (
              <Weight kg={totals.volume_weight_kg} />
            )}
          </dd>
        </div>
        <div>
          <dt>{t("totals.declared")}</dt>
          <dd>
            {totals.declared.length === 0 && <span className="dim">—</span>}
            {totals.declared.map(({ amount, currency }) => (
              <div key={currency}>
                <Money amount={amount} currency={currency} />
              </div>
            ))}
          </dd>
        </div>
      </dl>
      {totals.battery && (
        <p className="small mut">
          <Icon name="battery" size={14} /> {t("totals.battery")}
        </p>
      )}
    </div>
  );
}

function Legend() {
  const { t } = useTranslation("orderForm");
  return (
    <div className="pb legend small mut">
      {([3, 2, 1] as const).map((level) => (
        <span className="row" key={level}>
          <Confidence level={level} />
          {t(`paste.bars.${level}`)}
        </span>
      ))}
    </div>
  );
}
