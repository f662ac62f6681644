import { type Ref, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeText, type Column, Empty, type Option, ProblemNote, Table, type TableHandle } from "~/design";
import { carrierOptions } from "../parcel/carriers";
import { CarrierCell, StateCell, Who } from "./LineCells";
import { type Choice, carrierIssue, FOUND_OUT, isReady, type Line, type Tracker, WAYBILL } from "./lines";

const keyOf = (line: Line) => line.key;
/** A field stands in a row: it takes a little more. */
const ROW = 40;
/** From here on there is room for who may have given it out (px). */
const ROOM = 760;

/** The numbers, whose they may be, what they go under, and where each stands. */
export function LineTable({
  lines,
  tracker,
  busy,
  active,
  onActive,
  onChoose,
  ref,
}: {
  lines: readonly Line[];
  tracker: Tracker;
  busy: boolean;
  active: string | null;
  onActive: (key: string | null) => void;
  onChoose: (key: string, choice: Choice) => void;
  ref: React.RefObject<TableHandle | null>;
}) {
  const { t } = useTranslation("track");
  const [editing, edit] = useState<string | null>(null);
  const columns = useMemo<Column<Line>[]>(() => {
    const names = new Map(tracker.carriers.map(({ code, name }) => [code, name || code]));
    const nameOf = (line: Line) => {
      if (line.isWaybill) return t("awb.name");
      if (line.lacksCarrier) return t("add.choose");
      return line.carrier === null ? t("add.foundOut") : (names.get(line.carrier) ?? line.carrier);
    };
    const carrier: Column<Line> = {
      key: "carrier",
      head: t("column.carrier"),
      width: "minmax(140px, 224px)",
      className: "editable",
      // a number that is wrong goes nowhere
      render: (line) =>
        line.read.issue ? null : (
          <CarrierCell
            line={line}
            label={nameOf(line)}
            options={editing === line.key ? optionsOf(t, line, tracker) : []}
            editing={editing === line.key}
            onEdit={() => edit(line.key)}
            onChoose={(code) => {
              edit(null);
              if (code !== null) onChoose(line.key, { carrier: code });
              ref.current?.focus();
            }}
          />
        ),
    };
    return [
      {
        key: "number",
        head: t("column.number"),
        width: "minmax(196px, auto)",
        className: "whole",
        render: (line) => <CodeText code={line.number} />,
      },
      {
        key: "who",
        head: t("add.who"),
        width: "minmax(120px, 1fr)",
        from: ROOM,
        render: (line) => <Who line={line} />,
      },
      ...(tracker.keepsList ? [carrier] : []),
      {
        key: "state",
        head: t("column.status"),
        width: "minmax(220px, 1.5fr)",
        className: "editable",
        render: (line) => (
          <StateCell
            line={line}
            busy={busy && isReady(line, tracker)}
            noWaybills={tracker.waybills === null}
            onField={(name, value) => onChoose(line.key, { fields: { [name]: value } })}
          />
        ),
      },
    ];
  }, [t, tracker, busy, editing, onChoose, ref]);
  const said = lines.find(({ key }) => key === active)?.result?.error;
  return (
    <div className="add-lines">
      <Table
        ref={ref as Ref<TableHandle>}
        label={t("add.lines")}
        columns={columns}
        rows={lines}
        keyOf={keyOf}
        rowHeight={ROW}
        active={active}
        onActive={onActive}
        onOpen={tracker.keepsList ? (line) => !line.read.issue && edit(line.key) : undefined}
        empty={
          <Empty icon="track" title={t("add.nothing")}>
            {t("add.nothingNext")}
          </Empty>
        }
      />
      {said && (
        <div className="line-said" aria-live="polite">
          <ProblemNote problem={said} />
        </div>
      )}
    </div>
  );
}

type Words = ReturnType<typeof useTranslation<"track">>["t"];

/** What a number can go under: found out, an air waybill where it may be one, then carriers, those that fit first. */
function optionsOf(t: Words, { read, result }: Line, tracker: Tracker): Option[] {
  const mayBeWaybill = read.candidates.some(({ kind }) => kind === "air_waybill");
  // what the account found when it was asked goes before what the number says of itself
  const found = carrierIssue(result)?.allowed?.split(", ") ?? [];
  const carriers = carrierOptions(tracker.carriers, read.candidates).map(({ value, label, fits }) => ({
    value,
    label,
    hint: fits === null ? value : t(`live.fits.${fits}`, { code: value }),
  }));
  const isFound = ({ value }: Option) => found.includes(value);
  return [
    { value: FOUND_OUT, label: t("add.foundOut") },
    ...(mayBeWaybill ? [{ value: WAYBILL, label: t("awb.name") }] : []),
    ...carriers.filter(isFound).map((option) => ({ ...option, hint: t("add.foundBy") })),
    ...carriers.filter((option) => !isFound(option)),
  ];
}
