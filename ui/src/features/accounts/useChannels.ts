import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { type AccountDocument, type ChannelDocument, commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";

/** The channels of an account: what the provider lists, and what the team chose for each. */
export function useChannels({ name }: AccountDocument) {
  const { t } = useTranslation("accounts");
  const client = useQueryClient();
  const key = ["channels", name];
  const list = useQuery({ queryKey: key, queryFn: () => commands.channelList(name, false) });
  const ask = useMutation({
    mutationFn: () => commands.channelList(name, true),
    onSuccess: (channels) => {
      client.setQueryData(key, channels);
      readAgain(["accounts"]);
      notify.success(t("said.channels", { count: channels.length }));
    },
  });
  const change = async (channel: ChannelDocument, part: Partial<ChannelDocument>) => {
    const put = (now: ChannelDocument) =>
      client.setQueryData<ChannelDocument[]>(key, (all) =>
        all?.map((one) => (one.channel_id === now.channel_id ? now : one)),
      );
    put({ ...channel, ...part });
    try {
      put(await commands.channelChange({ ...channel, ...part }));
    } catch (error) {
      put(channel);
      notify.problem(problemOf(error));
    }
  };
  const error = ask.error ?? (list.data ? null : list.error);
  return {
    channels: list.data ?? [],
    loading: list.isPending,
    problem: error ? problemOf(error) : null,
    since: ask.isPending ? ask.submittedAt : null,
    ask: () => {
      if (!ask.isPending) ask.mutate();
    },
    change,
  };
}
