import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { commands, type ParcelRow, type RegistrationResults } from "~/ipc/bindings";
import { checkParcels } from "~/ipc/course";
import { chooseFolder, chooseWhere } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { type Missed, tellReasons } from "./reasons";
import { carry, isUnderway, useUnderway } from "./underway";
import type { Listed } from "./useParcels";

/** What runs: its words, and since when. */
export interface Running {
  says: string;
  since: number;
}

export type ParcelDeeds = ReturnType<typeof useParcelDeeds>;

/** What can be done with parcels of the list, one thing at a time; what became of each is told. */
export function useParcelDeeds({ onDone }: { onDone: (done: readonly string[]) => void }) {
  const { t } = useTranslation("track");
  const [running, show] = useState<Running | null>(null);
  // a key may come again before what it did is shown
  const taken = useRef(false);
  const [removing, ask] = useState<readonly ParcelRow[] | null>(null);

  // a check goes on when the list was left: it is shown from where it stands
  const underway = useUnderway();

  const run = async (says: string | null, work: () => Promise<void>) => {
    if (taken.current || isUnderway("check", null)) return;
    taken.current = true;
    if (says !== null) show({ says, since: Date.now() });
    try {
      await work();
    } catch (thrown) {
      notify.problem(problemOf(thrown));
    } finally {
      taken.current = false;
      show(null);
      readAgain(["parcels", "status"]);
    }
  };

  /** Without parcels: all that are due. */
  const check = (parcels: readonly ParcelRow[]) =>
    run(null, async () => {
      const work = { deed: "check", account: null, says: checking(parcels.length) } as const;
      const { asked, errors } = await carry(work, (tell) => checkParcels(numbersOf(parcels), tell));
      if (asked > 0 && asked < parcels.length)
        notify.success(t("act.checkedSome", { count: parcels.length, asked }));
      else if (asked > 0) notify.success(t("act.checked", { count: asked }));
      else if (errors.length === 0) notify.success(t("act.nothingDue"));
      for (const error of errors) notify.problem(error);
    });
  const checking = (count: number) => (count > 0 ? t("act.checking", { count }) : t("act.checkingDue"));

  const over = (
    deed: "stop" | "remove",
    parcels: readonly ParcelRow[],
    work: (numbers: string[]) => Promise<RegistrationResults>,
  ) =>
    run(t(`act.doing.${deed}`, { count: parcels.length }), async () => {
      const { results } = await work(numbersOf(parcels));
      const { well, missed } = outcomesOf(results);
      if (well.length > 0) notify.success(t(`act.done.${deed}`, { count: well.length }));
      tellReasons(t, missed);
      onDone(well);
    });

  /** Without parcels: all that are listed, every page of them. */
  const exportTable = async (parcels: readonly ParcelRow[], { text, needsPerson }: Listed) => {
    const path = await chooseWhere(t("export.title"), t("export.file"), [
      { name: t("export.kind"), extensions: ["xlsx", "csv"] },
    ]);
    if (path === null) return;
    await run(t("export.doing"), async () => {
      const query = text.trim() || null;
      const { parcels: count, file } = await commands.parcelExport(
        path,
        query,
        needsPerson,
        numbersOf(parcels),
      );
      notify.success(t("export.done", { count, file }));
    });
  };

  const exportPods = async (parcels: readonly ParcelRow[]) => {
    const some = parcels.filter(({ pods }) => pods > 0);
    if (some.length === 0) return notify.success(t("act.noPods"));
    const folder = await chooseFolder(t("act.exportTitle"));
    if (folder === null) return;
    await run(t("act.doing.export", { count: some.length }), () => writePods(some, folder));
  };
  const writePods = async (parcels: readonly ParcelRow[], folder: string) => {
    const missed: Missed[] = [];
    let files = 0;
    for (const { number } of parcels) {
      try {
        files += (await commands.podExport(number, folder)).files.length;
      } catch (thrown) {
        missed.push({ number, error: problemOf(thrown) });
      }
    }
    if (files > 0) notify.success(t("act.done.export", { count: files, folder }));
    tellReasons(t, missed);
  };

  return {
    running,
    underway,
    /** Stops one thing that can be stopped. */
    onStop: underway.find(({ onStop }) => onStop)?.onStop,
    check: (parcels: readonly ParcelRow[]) => void check(parcels),
    stop: (parcels: readonly ParcelRow[]) =>
      void over("stop", parcels, (numbers) => commands.trackStop(numbers, null)),
    exportTable: (parcels: readonly ParcelRow[], listed: Listed) => void exportTable(parcels, listed),
    exportPods: (parcels: readonly ParcelRow[]) => void exportPods(parcels),
    /** Asked about first. */
    remove: (parcels: readonly ParcelRow[]) => ask(parcels),
    removing,
    answer: (yes: boolean) => {
      ask(null);
      if (yes && removing) void over("remove", removing, (numbers) => commands.trackRemove(numbers, null));
    },
  };
}

/** One parcel may have a result at each of several accounts: it is well where none of them failed or is not known. */
function outcomesOf(results: RegistrationResults["results"]) {
  const missed = results.filter(({ outcome }) => outcome === "failed" || outcome === "unknown");
  const bad = new Set(missed.map(({ number }) => number));
  const well = new Set(results.map(({ number }) => number).filter((number) => !bad.has(number)));
  return { missed, well: [...well] };
}

const numbersOf = (parcels: readonly ParcelRow[]) => parcels.map(({ number }) => number);
