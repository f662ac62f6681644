import { useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { commands, type RegistrationResults, type TrackDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** What can be done with a parcel on a provider's list. Each says how it went. */
export function useRegistrationDeeds(number: string, onTrack: (track: TrackDocument) => void) {
  const { t } = useTranslation("track");
  const [busy, setBusy] = useState<{ account: string; deed: string; since: number } | null>(null);
  const during = async (account: string, deed: string, run: () => Promise<boolean>) => {
    if (busy) return false;
    setBusy({ account, deed, since: Date.now() });
    try {
      return await run();
    } catch (error) {
      notify.problem(problemOf(error));
      return false;
    } finally {
      setBusy(null);
      readAgain(["parcels", "status"]);
    }
  };
  const told = ({ results }: RegistrationResults, said: string) => {
    const errors = results.flatMap(({ error }) => error ?? []);
    for (const error of errors) notify.problem(error);
    if (errors.length === 0) notify.success(said);
    return errors.length === 0;
  };
  return {
    /** Since when something runs. */
    since: busy?.since ?? null,
    /** Since when the carrier is asked through this account. */
    asking: (account: string) => (busy?.account === account && busy.deed === "live" ? busy.since : null),
    live: (account: string) =>
      during(account, "live", async () => {
        onTrack(await commands.trackLive(number, account));
        notify.success(t("live.asked"));
        return true;
      }),
    stop: (account: string) =>
      during(account, "stop", async () =>
        told(await commands.trackStop([number], account), t("live.said.stopped", { account })),
      ),
    remove: (account: string) =>
      during(account, "remove", async () =>
        told(await commands.trackRemove([number], account), t("live.said.removed", { account })),
      ),
  };
}

export type RegistrationDeeds = ReturnType<typeof useRegistrationDeeds>;
