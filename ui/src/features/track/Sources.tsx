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
  return (
    <section className="srcs" aria-label={t("sources.title")}>
      {since !== null ? (
        <Asking names={sources.map(({ account }) => account)} since={since} />
      ) : (
        <>
          <span className="dim">{t("sources.title")}</span>
          {sources.length === 0 && <span>{t("sources.none")}</span>}
          {sources.map((source) => (
            <Source key={source.account} source={source} />
          ))}
        </>
      )}
    </section>
  );
}

function Source({ source: { account, asked_at, error } }: { source: SourceDocument }) {
  const { t } = useTranslation("track");
  if (!error) {
    return (
      <span>
        <Icon name="done" size={14} className="good" />
        {account} <Age at={asked_at} short />
      </span>
    );
  }
  return (
    <Tooltip text={`${error.message} ${error.next_step}`}>
      <button type="button" className="bare warn">
        <Icon name="warn" size={14} />
        {account} {t(`sources.${error.class}`)} <Age at={asked_at} short />
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
