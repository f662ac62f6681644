import { useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { commands, type TrackDocument } from "~/ipc/bindings";
import { chooseWhere } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";

/** Writes all that is known of a parcel into one PDF. It works offline. */
export function useDisputePack(track: TrackDocument | null) {
  const { t } = useTranslation("track");
  const [since, setSince] = useState<number | undefined>();
  const write = async () => {
    const number = track?.numbers[0] ?? track?.number;
    if (!track || number === undefined || since !== undefined) return;
    const kinds = [{ name: t("dispute.kind"), extensions: ["pdf"] }];
    const path = await chooseWhere(t("dispute.title"), t("dispute.file", { number }), kinds);
    if (path === null) return;
    setSince(Date.now());
    try {
      const { pages, pods, left_out, file } = await commands.disputePack(number, track.id, path);
      notify.success(t("dispute.done", { count: pages, pods: pods.length, file }));
      for (const { error } of left_out) notify.problem(error);
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    } finally {
      setSince(undefined);
    }
  };
  return { write: () => void write(), since };
}
