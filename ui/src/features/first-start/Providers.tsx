import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Icon, Skeleton } from "~/design";
import { commands, type ProviderDocument } from "~/ipc/bindings";

/** The abilities that are worth a word here, in the order of a parcel's life. */
const TOLD = ["rates", "orders", "labels", "tracking", "purchases"] as const;

/** The providers that this program knows. */
export function useProviders() {
  return useQuery({ queryKey: ["accounts", "providers"], queryFn: () => commands.providerList() });
}

/** Who can be connected, what each can do, and what to know before a key is typed. */
export function Providers({ providers }: { providers: readonly ProviderDocument[] | null }) {
  const { t } = useTranslation("firstStart");
  if (providers === null) return <Waiting />;
  return (
    <ul className="providers">
      {providers.map((provider) => (
        <li key={provider.id}>
          <b className="cut">{provider.label}</b>
          <span className="grow cut">
            {TOLD.filter((ability) => provider.capabilities.includes(ability))
              .map((ability) => t(`can.${ability}`))
              .join(t("can.and"))}
          </span>
          {provider.plain_http && (
            <span className="tag bad" title={t("connect.http")}>
              <Icon name="warn" size={14} label={t("connect.http")} />
              {t("connect.plain")}
            </span>
          )}
          {provider.unconfirmed !== null && (
            <span className="tag" title={t("connect.unconfirmedWhy")}>
              {t("connect.unconfirmed")}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Waiting() {
  return (
    <ul className="providers" aria-hidden="true">
      {[90, 110, 70].map((width) => (
        <li key={width}>
          <Skeleton width={width} />
        </li>
      ))}
    </ul>
  );
}
