import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Empty,
  Icon,
  Kbd,
  ProblemNote,
  Table,
  type TableHandle,
  TextInput,
  useKeys,
  useNow,
} from "~/design";
import { useAge } from "~/i18n/format";
import type { AccountDocument, ChannelDocument } from "~/ipc/bindings";
import { useChannelColumns } from "./channelColumns";
import { useChannels } from "./useChannels";

const idOf = (channel: ChannelDocument) => channel.channel_id;

/** The channels of an account: which the team prefers, hides, and what it calls them. */
export function Channels({ account }: { account: AccountDocument }) {
  const { t } = useTranslation("accounts");
  if (account.capabilities.includes("channels")) return <ChannelTable account={account} />;
  return (
    <Empty icon="notfound" title={t("channel.cannot")}>
      {t("channel.cannotNext")}
    </Empty>
  );
}

function ChannelTable({ account }: { account: AccountDocument }) {
  const { t } = useTranslation("accounts");
  const { channels, loading, problem, since, ask, change } = useChannels(account);
  const [text, setText] = useState("");
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const table = useRef<TableHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => matching(channels, text), [channels, text]);
  const current = rows.find((row) => row.channel_id === active) ?? rows[0] ?? null;
  const edit = useCallback((row: ChannelDocument) => setEditing(row.channel_id), []);
  const latest = useRef(change);
  latest.current = change;
  const changeOne = useCallback(
    (row: ChannelDocument, part: Partial<ChannelDocument>) => void latest.current(row, part),
    [],
  );
  const columns = useChannelColumns({
    editing,
    onChange: changeOne,
    onEdit: edit,
    onEdited: useCallback(() => {
      setEditing(null);
      table.current?.focus();
    }, []),
  });
  const when = current !== null && editing === null;
  useKeys("channels", [
    { keys: "F5", label: t("keys.askChannels"), run: ask },
    { keys: "/", label: t("keys.find"), run: () => field.current?.focus() },
    {
      keys: "f",
      label: t("keys.favourite"),
      run: () => current && changeOne(current, { favourite: !current.favourite }),
      when,
    },
    {
      keys: "h",
      label: t("keys.hide"),
      run: () => current && changeOne(current, { hidden: !current.hidden }),
      when,
    },
    { keys: "Enter", label: t("keys.alias"), run: () => current && edit(current), when },
  ]);
  return (
    <>
      <div className="channel-bar">
        <TextInput
          ref={field}
          lead={<Icon name="search" size={14} />}
          unit={<Kbd keys="/" />}
          aria-label={t("keys.find")}
          placeholder={t("channel.find")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === "Enter" || event.key === "ArrowDown") table.current?.focus();
          }}
        />
        <span className="grow" />
        <Asked at={account.channels_at} />
        <Button icon="refresh" keys="F5" busy={since ?? undefined} onClick={ask}>
          {t("channel.ask")}
        </Button>
      </div>
      {problem && (
        <div className="account-note">
          <ProblemNote problem={problem} />
        </div>
      )}
      <Table
        ref={table}
        label={t("channel.rows")}
        columns={columns}
        rows={rows}
        keyOf={idOf}
        loading={loading}
        active={current?.channel_id ?? null}
        onActive={setActive}
        onOpen={edit}
        rowClass={(row) => (row.gone || row.hidden ? "gone" : undefined)}
        empty={<NoChannels text={text} />}
      />
    </>
  );
}

function Asked({ at }: { at: string | null }) {
  const { t } = useTranslation("accounts");
  const words = useAge();
  const now = useNow();
  return (
    <span className="age small">
      {at === null ? t("channel.never") : t("channel.asked", { age: words(at, now) })}
    </span>
  );
}

function NoChannels({ text }: { text: string }) {
  const { t } = useTranslation("accounts");
  if (text.trim()) return <Empty icon="notfound" title={t("channel.none", { text: text.trim() })} />;
  return (
    <Empty icon="layers" title={t("channel.empty")}>
      {t("channel.emptyNext")}
    </Empty>
  );
}

/** Those that have the text in name, alias or id. */
function matching(channels: readonly ChannelDocument[], text: string): ChannelDocument[] {
  const wanted = text.trim().toLowerCase();
  return channels.filter(({ name, alias, channel_id }) =>
    [name, alias ?? "", channel_id].some((one) => one.toLowerCase().includes(wanted)),
  );
}
