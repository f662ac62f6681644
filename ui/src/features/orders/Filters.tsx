import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Icon, Kbd, Sentence, SentenceWord, statusWord, TextInput } from "~/design";
import { useFormat } from "~/i18n/format";
import type { OrderCounts } from "~/ipc/bindings";
import { ANY, type Filter, narrows, SORTS, STATES } from "./filter";

const PAUSE_MS = 120;

/** The filter as a sentence, with the text that is looked for and how many orders are left. */
export function Filters({
  filter,
  onFilter,
  counts,
  total,
  field,
  onLeave,
}: {
  filter: Filter;
  onFilter: (change: Partial<Filter>) => void;
  counts: OrderCounts | undefined;
  total: number;
  /** The text field, for `/`. */
  field: RefObject<HTMLInputElement | null>;
  /** On to the list. */
  onLeave: () => void;
}) {
  const { t } = useTranslation("orders");
  const { t: word } = useTranslation("design");
  const format = useFormat();
  const states = [
    { value: ANY, label: t("filter.everyState") },
    ...STATES.map((state) => ({ value: state, label: statusWord(word, "order", state) })),
  ];
  const batches = [
    { value: ANY, label: t("filter.anySource") },
    ...(counts?.batches ?? []).map((batch) => ({
      value: batch.id,
      label: batch.source,
      hint: format.number(batch.orders),
    })),
  ];
  const sorts = SORTS.map((sort) => ({ value: sort, label: t(`filter.${sort}`) }));
  const ofView = counts?.[filter.view];
  const count = narrows(filter) && ofView !== undefined && filter.query.trim() === "" ? "some" : "all";
  return (
    <Sentence
      end={
        <>
          <SearchText filter={filter} onFilter={onFilter} field={field} onLeave={onLeave} />
          <span className="small dim nw" role="status">
            {count === "some"
              ? t("filter.some", { count: total, all: format.number(ofView ?? 0) })
              : t("filter.count", { count: total })}
          </span>
        </>
      }
    >
      <Trans
        i18nKey="filter.sentence"
        t={t}
        components={{
          state: (
            <SentenceWord
              label={t("column.state")}
              options={states}
              value={filter.state}
              on={filter.state !== ANY}
              onValue={(state) => onFilter({ state: state as Filter["state"] })}
            />
          ),
          source: (
            <SentenceWord
              label={t("filter.source")}
              options={batches}
              value={filter.batch}
              on={filter.batch !== ANY}
              onValue={(batch) => onFilter({ batch })}
            />
          ),
          sort: (
            <SentenceWord
              label={t("filter.sort")}
              options={sorts}
              value={filter.sort}
              onValue={(sort) => onFilter({ sort })}
            />
          ),
        }}
      />
    </Sentence>
  );
}

function SearchText({
  filter,
  onFilter,
  field,
  onLeave,
}: {
  filter: Filter;
  onFilter: (change: Partial<Filter>) => void;
  field: RefObject<HTMLInputElement | null>;
  onLeave: () => void;
}) {
  const { t } = useTranslation("orders");
  const [text, type] = useState(filter.query);
  const [composing, compose] = useState(false);
  const told = useRef(filter.query);
  const tell = useCallback(
    (query: string) => {
      told.current = query;
      onFilter({ query });
    },
    [onFilter],
  );
  useEffect(() => {
    // only what was changed elsewhere: letters that were typed since are never overwritten
    if (filter.query !== told.current) type(filter.query);
    told.current = filter.query;
  }, [filter.query]);
  useEffect(() => {
    if (composing || text === told.current) return;
    const later = setTimeout(() => tell(text), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text, composing, tell]);
  return (
    <TextInput
      ref={field}
      className="order-search"
      aria-label={t("filter.text")}
      placeholder={t("filter.text")}
      lead={<Icon name="search" size={14} />}
      unit={text === "" ? <Kbd keys="/" /> : undefined}
      value={text}
      onChange={(event) => type(event.target.value)}
      onCompositionStart={() => compose(true)}
      onCompositionEnd={() => compose(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === "Enter" || event.key === "ArrowDown") {
          event.preventDefault();
          if (text !== told.current) tell(text);
          onLeave();
        }
      }}
    />
  );
}
