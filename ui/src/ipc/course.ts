import { Channel } from "@tauri-apps/api/core";
import { type Come, commands, type PullDocument, type RefreshedDocument } from "./bindings";

/** Long work: it tells how far it has come, and can be stopped between two calls; what is done stays done. */
export interface Course<T> {
  ended: Promise<T>;
  stop: () => Promise<unknown>;
}

function begin<T>(work: (channel: Channel<Come>) => Promise<T>, tell: (come: Come) => void): Course<T> {
  const channel = new Channel<Come>();
  channel.onmessage = tell;
  return { ended: work(channel), stop: () => commands.workStop(channel.id) };
}

/** Asks the sources about these parcels, or about all that are due. */
export const checkParcels = (numbers: string[], tell: (come: Come) => void): Course<RefreshedDocument> =>
  begin((channel) => commands.trackRefresh(numbers, channel), tell);

/** Brings the list that an account keeps here. */
export const pullList = (account: string, tell: (come: Come) => void): Course<PullDocument> =>
  begin((channel) => commands.trackPull(account, channel), tell);
