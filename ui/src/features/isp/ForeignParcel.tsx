import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Icon, Size, Weight } from "~/design";
import { parcelPlace } from "~/features/track/place";
import type { ForeignFact, ForeignParcelDocument } from "~/ipc/bindings";
import { differencesOf, sidesOf } from "./useForeignOrder";

/** A parcel of such an order: declared beside measured, a difference marked, and its lines for customs. */
export function ForeignParcel({
  parcel: { tracking_no, declared, measured, items },
  place,
  of,
}: {
  parcel: ForeignParcelDocument;
  place: number;
  of: number;
}) {
  const { t } = useTranslation("isp");
  const differs = differencesOf(declared, measured);
  return (
    <section className="isp-parcel" aria-label={t("parcel", { place, count: of })}>
      <h2 className="sec">
        {t("parcel", { place, count: of })}
        {tracking_no ? (
          <Link className="mono acc" href={parcelPlace(tracking_no)}>
            {tracking_no}
          </Link>
        ) : (
          <small className="dim">{t("noNumber")}</small>
        )}
      </h2>
      <table className="matrix measures">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("measure.declared")}</th>
            <th scope="col">{t("measure.measured")}</th>
          </tr>
        </thead>
        <tbody>
          <Measured
            name={t("measure.weight")}
            differs={differs.weight}
            declared={<Known value={declared.weight_kg}>{<Weight kg={declared.weight_kg} />}</Known>}
            measured={<Weight kg={measured.weight_kg} />}
          />
          <Measured
            name={t("measure.size")}
            differs={differs.size}
            declared={<Known value={sidesOf(declared)}>{<Size cm={sidesOf(declared)} />}</Known>}
            measured={<Size cm={sidesOf(measured)} />}
          />
        </tbody>
      </table>
      {items.length > 0 && <Customs items={items} />}
    </section>
  );
}

/** What nobody declared is not what nobody measured. */
function Known({ value, children }: { value: unknown; children: ReactNode }) {
  const { t } = useTranslation("isp");
  return value === null ? <span className="dim nw">{t("measure.undeclared")}</span> : children;
}

function Measured({
  name,
  declared,
  measured,
  differs,
}: {
  name: string;
  declared: ReactNode;
  measured: ReactNode;
  differs: boolean;
}) {
  const { t } = useTranslation("isp");
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{declared}</td>
      <td className={differs ? "warn" : undefined}>
        {measured}
        {differs && (
          <span className="tag warn">
            <Icon name="warn" size={12} /> {t("measure.differs")}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Lines for customs; the columns are the facts that any of them has, in the order they come. */
function Customs({ items }: { items: readonly (readonly ForeignFact[])[] }) {
  const { t } = useTranslation("isp");
  const heads = new Map(items.flat().map(({ name, label }) => [name, label]));
  return (
    <div className="isp-customs">
      <table className="matrix">
        <caption className="small mut">{t("customs", { count: items.length })}</caption>
        <thead>
          <tr>
            {[...heads].map(([name, label]) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
            <tr key={index}>
              {[...heads.keys()].map((name) => (
                <td key={name}>{item.find((fact) => fact.name === name)?.value ?? "—"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
