import type { HandOverDocument, HandOverForm, HandOverGroup } from "~/ipc/bindings";

/** Where a channel's boxes stand. */
export type Standing = "making" | "asking" | "lost" | "address" | "refused" | "ready" | "done" | "nothing";

/** A group as the list has it. */
export interface Row extends HandOverGroup {
  key: string;
  /** The address that its form is made with: typed here, given before, or typed for another channel of the account. */
  address: string;
  standing: Standing;
}

/** By what a channel is known. */
export const keyOf = ({ account, channel_id }: Pick<HandOverGroup, "account" | "channel_id">) =>
  `${account}\n${channel_id}`;

/** What people typed, by channel. */
export type Addresses = Readonly<Record<string, string>>;

/** The groups of a day as rows; `making` is the one that is being made. */
export function rowsOf(
  day: HandOverDocument | undefined,
  typed: Addresses,
  making: string | null,
): readonly Row[] {
  return (day?.groups ?? []).map((group) => {
    const key = keyOf(group);
    const address = addressOf(group, typed);
    return { ...group, key, address, standing: key === making ? "making" : standingOf(group, address) };
  });
}

function addressOf(group: HandOverGroup, typed: Addresses): string {
  const own = typed[keyOf(group)]?.trim();
  if (own !== undefined) return own;
  if (group.address_id) return group.address_id;
  const others = Object.entries(typed).filter(([key]) => key.startsWith(`${group.account}\n`));
  return others.map(([, address]) => address.trim()).find(Boolean) ?? "";
}

function standingOf(group: HandOverGroup, address: string): Standing {
  const [newest] = group.forms;
  if (group.forms.some(({ state }) => state === "asking")) return "asking";
  if (group.form_unknown > 0) return "lost";
  if (group.ready > 0) {
    if (address === "") return "address";
    return newest?.state === "failed" ? "refused" : "ready";
  }
  return group.in_form > 0 ? "done" : "nothing";
}

/** Whether a form can be made over the boxes of a group now. */
export const canMake = ({ ready, address, standing }: Row) =>
  ready > 0 && address !== "" && standing !== "asking" && standing !== "making";

/** The form of a group whose answer was lost. */
export const lostForm = ({ forms }: HandOverGroup): HandOverForm | null =>
  forms.find(({ state }) => state === "unknown") ?? null;

/** The form that is looked at first: the newest that is made. */
export const shownForm = ({ forms }: HandOverGroup, chosen: string | null): HandOverForm | null =>
  forms.find(({ id }) => id === chosen) ?? forms.find(({ state }) => state === "done") ?? null;

/** How many boxes of these groups. */
export const boxesOf = (rows: readonly Row[]) => rows.reduce((sum, { ready }) => sum + ready, 0);

/** How many boxes wait of each earlier day, newest first; channels that are left alone do not count. */
export function waitingDays(
  day: HandOverDocument | undefined,
  off: ReadonlySet<string>,
): readonly { date: string; boxes: number }[] {
  const days = new Map<string, number>();
  for (const one of day?.waiting ?? []) {
    if (!off.has(keyOf(one))) days.set(one.date, (days.get(one.date) ?? 0) + one.boxes);
  }
  return [...days].map(([date, boxes]) => ({ date, boxes }));
}

/** The day so many days on from another one, both as 2026-03-02. */
export function dayAfter(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** What a form is saved as, unless somebody says otherwise. */
export const fileName = ({ channel_id }: Row, date: string) => `scan-form-${channel_id}-${date}.pdf`;
