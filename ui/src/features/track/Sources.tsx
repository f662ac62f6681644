import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Age, Icon, Tooltip, useSecondsSince, Waiting } from "~/design";
import { useLanguage } from "~/i18n";
import { useFormat } from "~/i18n/format";
import { commands, type SourceDocument } from "~/ipc/bindings";
import { gapped } from "./when";

/** Who was asked, how old each answer is, and what went wrong; while somebody is asked, who that is and for how long. */
export function Sources({ sources, since }: { sources: readonly SourceDocument[]; since: number | null }) {
  const { t } = useTranslation("track");
  const labels = useProviderLabels();
  const labelOf = ({ account, provider }: SourceDocument) => {
    const label = labels.get(provider) ?? null;
    // a name that says it already is not followed by it
    const said = label !== null && (account.includes(label) || label.includes(account));
    return said ? null : label;
  };
  return (
    <section className="srcs" aria-label={t("sources.title")}>
      {since !== null ? (
        <Asking names={sources.map(({ account }) => account)} since={since} />
      ) : (
        <>
          <span className="dim">{t("sources.title")}</span>
          {sources.length === 0 && <span>{t("sources.none")}</span>}
          {sources.map((source) => (
            <Source key={source.account} source={source} provider={labelOf(source)} />
          ))}
        </>
      )}
    </section>
  );
}

/** The names of providers by their ids. */
function useProviderLabels(): ReadonlyMap<string, string> {
  const providers = useQuery({
    queryKey: ["accounts", "providers"],
    queryFn: () => commands.providerList(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return new Map(providers.data?.map(({ id, label }) => [id, label]));
}

function Source({
  source: { account, asked_at, error, said },
  provider,
}: {
  source: SourceDocument;
  /** The provider's name, where the account's own does not say it. */
  provider: string | null;
}) {
  const { t } = useTranslation("track");
  const who = (
    <>
      {account}
      {provider && <span className="dim">{provider}</span>}
      {said && <q className="said">{said}</q>}
    </>
  );
  if (!error) {
    return (
      <span>
        <Icon name="done" size={14} className="good" />
        {who} <Age at={asked_at} short />
      </span>
    );
  }
  return (
    <Tooltip text={`${error.message} ${error.next_step}`}>
      <button type="button" className="bare warn">
        <Icon name="warn" size={14} />
        {who} {t(`sources.${error.class}`)} <Age at={asked_at} short />
      </button>
    </Tooltip>
  );
}

/** A parcel that nobody knows yet is asked about everywhere. */
function Asking({ names, since }: { names: readonly string[]; since: number }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const { language } = useLanguage();
  const seconds = useSecondsSince(since);
  const accounts = useQuery({
    queryKey: ["accounts", "list"],
    queryFn: () => commands.accountList(),
    enabled: names.length === 0,
  });
  const able = accounts.data?.filter(
    ({ enabled, capabilities }) => enabled && capabilities.includes("tracking"),
  );
  const asked = names.length > 0 ? names : (able ?? []).map(({ name }) => name);
  const who = asked.length > 0 ? gapped(format.list([...asked]), language) : t("parcel.somebody");
  return <Waiting>{t("parcel.asking", { who, seconds })}</Waiting>;
}
