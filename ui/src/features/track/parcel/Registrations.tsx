import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Confirm, Icon, Menu, useKeys } from "~/design";
import { milliseconds, useFormat } from "~/i18n/format";
import { commands, type DeliveryStatus, type RegistrationDocument, type TrackDocument } from "~/ipc/bindings";
import { CarrierDialog } from "./CarrierDialog";
import { useCountdown } from "./countdown";
import { EditDialog } from "./EditDialog";
import { FollowDialog } from "./FollowDialog";
import { type RegistrationDeeds, useRegistrationDeeds } from "./useRegistrationDeeds";

/** It has arrived, or its way has ended: its carrier has nothing more to tell. What is only out of time may still move. */
const ENDED: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>([
  "delivered",
  "returned",
  "lost",
  "destroyed",
  "cancelled",
]);

/** Where the parcel stands on a provider's own list: since when, and what can be asked or changed there. */
export function Registrations({
  track,
  onTrack,
}: {
  track: TrackDocument;
  /** The parcel as it is after something was done. */
  onTrack: (track: TrackDocument) => void;
}) {
  const { t } = useTranslation("track");
  const deeds = useRegistrationDeeds(track.number, onTrack);
  const others = useOtherLists(track);
  const [follow, setFollow] = useState<string | null>(null);
  const { registrations } = track;
  useKeys("registrations", [
    {
      keys: "r",
      label: t("live.followAt", { account: others[0] ?? "" }),
      run: () => setFollow(others[0] ?? null),
      when: others.length > 0 && registrations.length === 0,
    },
  ]);
  if (registrations.length === 0 && others.length === 0) return null;
  return (
    <section className="regs" aria-label={t("live.title")}>
      {registrations.map((registration, index) => (
        <Registered
          key={`${registration.account} ${registration.carrier}`}
          track={track}
          registration={registration}
          first={index === 0}
          deeds={deeds}
          onTrack={onTrack}
        />
      ))}
      {others.length > 0 && (
        <div className="reg">
          {registrations.length === 0 && <span className="dim">{t("live.none")}</span>}
          <span className="grow" />
          {others.map((account, index) => (
            <Button
              key={account}
              icon="plus"
              keys={index === 0 && registrations.length === 0 ? "r" : undefined}
              onClick={() => setFollow(account)}
            >
              {t("live.followAt", { account })}
            </Button>
          ))}
        </div>
      )}
      {follow !== null && (
        <FollowDialog
          number={track.number}
          account={follow}
          hasOrder={track.order_no !== null}
          onClose={() => setFollow(null)}
        />
      )}
    </section>
  );
}

/** Accounts with a list of their own on which the parcel does not stand. */
function useOtherLists({ registrations, final: ended }: TrackDocument): string[] {
  const accounts = useQuery({ queryKey: ["accounts", "list"], queryFn: () => commands.accountList() });
  if (ended) return [];
  return (accounts.data ?? [])
    .filter(({ enabled, capabilities }) => enabled && capabilities.includes("registrations"))
    .map(({ name }) => name)
    .filter((name) => !registrations.some(({ account }) => account === name));
}

function Registered({
  track,
  registration,
  first,
  deeds,
  onTrack,
}: {
  track: TrackDocument;
  registration: RegistrationDocument;
  /** Its keys work. */
  first: boolean;
  deeds: RegistrationDeeds;
  onTrack: (track: TrackDocument) => void;
}) {
  const { t } = useTranslation("track");
  const [asked, ask] = useState<"carrier" | "edit" | "stop" | "remove" | null>(null);
  const wait = useCountdown(registration.live_after === null ? null : milliseconds(registration.live_after));
  const live = () => void deeds.live(registration.account);
  const ended = ENDED.has(track.status);
  const stopped = registration.stopped_at !== null;
  useKeys(
    "registration",
    [
      { keys: "l", label: t("live.ask"), run: live, when: wait === null && !ended },
      { keys: "c", label: t("live.change"), run: () => ask("carrier") },
      { keys: "e", label: t("live.edit"), run: () => ask("edit") },
    ],
    { active: first },
  );
  return (
    <div className="reg">
      <About registration={registration} />
      <span className="grow" />
      {ended ? (
        <span className="small mut">{t("live.ended")}</span>
      ) : (
        <LiveButton
          first={first}
          wait={wait}
          after={registration.live_after}
          since={deeds.asking(registration.account)}
          onLive={live}
        />
      )}
      <Button icon="swap" keys={first ? "c" : undefined} onClick={() => ask("carrier")}>
        {t("live.change")}
      </Button>
      <Menu
        trigger={<Button variant="ghost" icon="more" aria-label={t("live.more", registration)} />}
        entries={[
          {
            label: t("live.edit"),
            icon: "pencil",
            keys: first ? "e" : undefined,
            onSelect: () => ask("edit"),
          },
          { label: t("live.stop"), icon: "pause", disabled: stopped, onSelect: () => ask("stop") },
          { label: t("live.remove"), icon: "x", danger: true, onSelect: () => ask("remove") },
        ]}
      />
      {asked === "carrier" && (
        <CarrierDialog
          number={track.number}
          registration={registration}
          onChanged={onTrack}
          onClose={() => ask(null)}
        />
      )}
      {asked === "edit" && (
        <EditDialog number={track.number} registration={registration} onClose={() => ask(null)} />
      )}
      {(["stop", "remove"] as const).map((deed) => (
        <Confirm
          key={deed}
          open={asked === deed}
          title={t(`live.${deed}Title`, { account: registration.account })}
          confirm={t(`live.${deed}`)}
          danger={deed === "remove"}
          busy={deeds.since ?? undefined}
          onConfirm={() => void deeds[deed](registration.account).then((done) => done && ask(null))}
          onClose={() => ask(null)}
        >
          {t(`live.${deed}Means`)}
        </Confirm>
      ))}
    </div>
  );
}

function About({
  registration: { account, carrier, registered_at, stopped_at },
}: {
  registration: RegistrationDocument;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  return (
    <span className="reg-about">
      <Icon name={stopped_at === null ? "track" : "pause"} size={14} />
      <b>{account}</b>
      <span className="mono">{carrier}</span>
      {stopped_at === null ? (
        <span className="mut" title={format.exact(registered_at)}>
          {t("live.since", { at: format.date(registered_at) })}
        </span>
      ) : (
        <span className="warn">{t("live.stopped", { at: format.date(stopped_at) })}</span>
      )}
    </span>
  );
}

function LiveButton({
  first,
  wait,
  after,
  since,
  onLive,
}: {
  first: boolean;
  /** How long the carrier may not be asked yet. */
  wait: string | null;
  after: string | null;
  since: number | null;
  onLive: () => void;
}) {
  const { t } = useTranslation("track");
  const format = useFormat();
  return (
    <>
      {wait !== null && after !== null && (
        <span className="small mut nw">{t("live.opens", { time: format.time(after), wait })}</span>
      )}
      <Button
        icon="carrier"
        keys={first ? "l" : undefined}
        disabled={wait !== null}
        busy={since ?? undefined}
        onClick={onLive}
      >
        {t("live.ask")}
      </Button>
    </>
  );
}
