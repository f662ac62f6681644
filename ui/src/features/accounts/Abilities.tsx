import { useTranslation } from "react-i18next";
import { Icon } from "~/design";
import { useFormat } from "~/i18n/format";
import type { ProviderDocument } from "~/ipc/bindings";

/** In the order of a parcel's life. */
const CAPABILITIES = [
  "channels",
  "rates",
  "orders",
  "labels",
  "transfer_labels",
  "cancellations",
  "scan_forms",
  "tracking",
  "registrations",
  "carriers",
  "lanes",
  "air_waybills",
  "purchases",
  "foreign_orders",
  "balance",
  "quotas",
] as const;

/** What each provider can do and how much it takes at once, the account's own marked. */
export function Abilities({ providers, own }: { providers: readonly ProviderDocument[]; own: string }) {
  const { t } = useTranslation("accounts");
  const told = CAPABILITIES.filter((one) => providers.some(({ capabilities }) => capabilities.includes(one)));
  const others = new Set(providers.flatMap(({ capabilities }) => capabilities));
  for (const one of CAPABILITIES) others.delete(one);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing else that could have the focus
    <section className="account-body" tabIndex={0} aria-label={t("table.abilities")}>
      <table className="matrix">
        <caption className="sec">{t("table.abilities")}</caption>
        <Head first={t("table.ability")} providers={providers} own={own} />
        <tbody>
          {[...told, ...others].map((one) => (
            <tr key={one}>
              <th scope="row">{t(`capability.${one}` as "capability.rates", { defaultValue: one })}</th>
              {providers.map(({ id, capabilities }) => (
                <td key={id} className={id === own ? "own" : undefined}>
                  {capabilities.includes(one) ? (
                    <Icon name="check" label={t("table.can")} className="good" />
                  ) : (
                    <span className="dim" role="img" aria-label={t("table.cannot")}>
                      –
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <table className="matrix">
        <caption className="sec">{t("table.limits")}</caption>
        <Head first={t("table.limit")} providers={providers} own={own} />
        <tbody>
          {LIMITS.map((limit) => (
            <tr key={limit}>
              <th scope="row">{t(`limit.${limit}`)}</th>
              {providers.map((provider) => (
                <td key={provider.id} className={provider.id === own ? "own" : undefined}>
                  <Limit limit={limit} provider={provider} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Calls first, then what one of them takes. */
const LIMITS = [
  "parallel",
  "per_minute",
  "apart",
  "silence",
  "track_batch",
  "create_batch",
  "label_batch",
] as const;

/** A limit in words; where a document states none, or the provider cannot do the thing at all, that is said. */
function Limit({ limit, provider }: { limit: (typeof LIMITS)[number]; provider: ProviderDocument }) {
  const { t } = useTranslation("accounts");
  const format = useFormat();
  const value = limitOf(limit, provider);
  if (value === null) {
    return (
      <span className="dim" role="img" aria-label={t("limit.none")}>
        –
      </span>
    );
  }
  const isTime = limit === "silence" || limit === "apart";
  return isTime
    ? t("limit.silenceValue", { seconds: format.decimal(String(value / 1000)) })
    : format.number(value);
}

function limitOf(
  limit: (typeof LIMITS)[number],
  { limits, capabilities }: Pick<ProviderDocument, "limits" | "capabilities">,
): number | null {
  switch (limit) {
    case "silence":
      return limits.silence_ms;
    case "apart":
      return limits.apart_ms || null;
    case "create_batch":
      return capabilities.includes("orders") ? limits.create_batch : null;
    case "label_batch":
      return capabilities.includes("labels") ? limits.label_batch : null;
    default:
      return limits[limit];
  }
}

function Head({
  first,
  providers,
  own,
}: {
  first: string;
  providers: readonly ProviderDocument[];
  own: string;
}) {
  const { t } = useTranslation("accounts");
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {providers.map(({ id, label, unconfirmed }) => (
          <th key={id} scope="col" className={id === own ? "own" : undefined}>
            {label}
            {id === own && <small>{t("table.this")}</small>}
            {unconfirmed !== null && (
              <small className="lost">
                <Icon name="unk" size={12} /> {t("unconfirmed.title")}
              </small>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
