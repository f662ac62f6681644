import { useTranslation } from "react-i18next";
import { Note } from "~/design";
import { useFormat } from "~/i18n/format";
import type { CountsDocument, PullDocument } from "~/ipc/bindings";

/** What came. */
export function Pulled({ pulled: { pulled, new: fresh, pages } }: { pulled: PullDocument }) {
  const { t } = useTranslation("track");
  return (
    <div role="status">
      <Note tone="good" title={t("counts.pulled", { count: pulled })}>
        {fresh > 0 ? t("counts.fresh", { count: fresh }) : t("counts.freshNone")}
        <i className="dot" />
        {t("counts.pages", { count: pages })}
      </Note>
    </div>
  );
}

/** How many stand where at the account, and how many are here. */
export function Counts({ counts: { account, counts, here } }: { counts: CountsDocument }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const there = counts.reduce((sum, { count }) => sum + count, 0);
  const apart = there - here;
  const says =
    apart === 0
      ? t("counts.same")
      : apart > 0
        ? t("counts.fewer", { count: apart })
        : t("counts.more", { count: -apart });
  return (
    <div role="status">
      <table className="counts">
        <thead>
          <tr>
            <th scope="col">{t("counts.status")}</th>
            <th scope="col" className="num">
              {t("counts.count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ status, count }) => (
            <tr key={status}>
              <th scope="row" className="mono">
                {status}
              </th>
              <td className="num">{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("counts.sum", { account })}</th>
            <td className="num">{format.number(there)}</td>
          </tr>
          <tr>
            <th scope="row">{t("counts.here")}</th>
            <td className="num">{format.number(here)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={apart === 0 ? "mut" : "warn"}>{says}</p>
    </div>
  );
}
