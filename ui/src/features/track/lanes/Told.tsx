import { useTranslation } from "react-i18next";
import { Note } from "~/design";
import { useFormat } from "~/i18n/format";
import type { Answered } from "./useLane";

/** What was answered, in a sentence; figures as the provider gives them. */
export function Told({ told, account }: { told: Answered | null; account: string }) {
  const { t } = useTranslation("track");
  const format = useFormat();
  return (
    <div role="status">
      {told?.what === "remote" && (
        <Note
          tone={told.answer.carriers.length > 0 ? "warn" : "good"}
          title={
            told.answer.carriers.length > 0
              ? t("lanes.isRemote", {
                  postcode: told.answer.postcode,
                  country: format.country(told.answer.country),
                  carriers: format.list(told.answer.carriers),
                })
              : t("lanes.notRemote", {
                  postcode: told.answer.postcode,
                  country: format.country(told.answer.country),
                  account,
                })
          }
        />
      )}
      {told?.what === "transit" && <Transit told={told} account={account} />}
    </div>
  );
}

function Transit({
  told: { answer },
  account,
}: {
  told: Extract<Answered, { what: "transit" }>;
  account: string;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  const lane = {
    carrier: answer.carrier,
    from: format.country(answer.from),
    to: format.country(answer.to),
    account,
  };
  if (answer.days.length === 0) return <Note tone="info" title={t("lanes.noFigures", lane)} />;
  return (
    <>
      <p>{t("lanes.lane", lane)}</p>
      <dl className="lane-days">
        {answer.days.map(({ name, value }) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
