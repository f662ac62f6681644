import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox, CodeText, type Column, TextInput, useKeys } from "~/design";
import type { ChannelDocument } from "~/ipc/bindings";

/** The engine's own limit. */
const LONGEST_ALIAS = 60;

/** The columns of the channels; the alias is written in its row. */
export function useChannelColumns({
  editing,
  onChange,
  onEdit,
  onEdited,
}: {
  /** The channel whose alias is being written. */
  editing: string | null;
  onChange: (channel: ChannelDocument, part: Partial<ChannelDocument>) => void;
  onEdit: (channel: ChannelDocument) => void;
  onEdited: () => void;
}): Column<ChannelDocument>[] {
  const { t } = useTranslation("accounts");
  return useMemo(
    () => [
      {
        key: "favourite",
        head: t("channel.favourite"),
        width: "64px",
        render: (row) => (
          <Checkbox
            tabIndex={-1}
            aria-label={t("channel.favouriteOf", { name: row.name })}
            checked={row.favourite}
            onChecked={(favourite) => onChange(row, { favourite })}
          />
        ),
        skeleton: 16,
      },
      { key: "name", head: t("channel.name"), width: "minmax(120px, 1.2fr)", render: (row) => row.name },
      {
        key: "alias",
        head: t("channel.alias"),
        width: "minmax(120px, 1fr)",
        render: (row) =>
          row.channel_id === editing ? (
            <AliasInput
              row={row}
              onDone={(alias) => {
                onEdited();
                if (alias !== row.alias) onChange(row, { alias });
              }}
            />
          ) : (
            <button type="button" className="bare alias" tabIndex={-1} onClick={() => onEdit(row)}>
              {row.alias ?? <span className="dim">{t("channel.addAlias")}</span>}
            </button>
          ),
        className: "alias-cell",
      },
      {
        key: "id",
        head: t("channel.id"),
        width: "92px",
        render: (row) => <CodeText code={row.channel_id} />,
      },
      {
        key: "state",
        head: t("channel.state"),
        width: "minmax(72px, .5fr)",
        render: (row) => (
          <>
            {row.test && (
              <span className="tag" title={t("channel.testTitle")}>
                {t("channel.test")}
              </span>
            )}
            {row.gone && (
              <span className="tag" title={t("channel.goneTitle")}>
                {t("channel.gone")}
              </span>
            )}
          </>
        ),
      },
      {
        key: "hidden",
        head: t("channel.hidden"),
        width: "64px",
        render: (row) => (
          <Checkbox
            tabIndex={-1}
            aria-label={t("channel.hiddenOf", { name: row.name })}
            checked={row.hidden}
            onChecked={(hidden) => onChange(row, { hidden })}
          />
        ),
        skeleton: 16,
      },
    ],
    [t, editing, onChange, onEdit, onEdited],
  );
}

/** Enter and leaving keep what was written, Esc does not. */
function AliasInput({ row, onDone }: { row: ChannelDocument; onDone: (alias: string | null) => void }) {
  const { t } = useTranslation("accounts");
  const [text, setText] = useState(row.alias ?? "");
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  // to leave with Enter is also to lose the focus
  const end = (alias: string | null) => {
    if (over.current) return;
    over.current = true;
    onDone(alias);
  };
  const keep = () => end(text.trim() || null);
  useKeys("alias", [{ keys: "Escape", label: t("keys.back"), run: () => end(row.alias), hidden: true }], {
    layer: "panel",
  });
  // the row was asked for: whoever pressed Enter on it types now
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <TextInput
      ref={input}
      aria-label={t("channel.aliasOf", { name: row.name })}
      placeholder={row.name}
      maxLength={LONGEST_ALIAS}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        const composing = event.nativeEvent.isComposing || event.keyCode === 229;
        if (event.key === "Enter" && !composing) keep();
      }}
    />
  );
}
