import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "~/design";
import { type Come, commands, type ParcelRow, type RegistrationResults } from "~/ipc/bindings";
import { checkParcels } from "~/ipc/course";
import { chooseFolder } from "~/ipc/dialogs";
import { problemOf } from "~/ipc/problem";
import { readAgain } from "~/ipc/queries";
import { type Missed, tellReasons } from "./reasons";

/** What is done over the list. */
export type Deed = "check" | "stop" | "remove" | "export";

/** What runs: its words, since when; and, where it tells so, how far it has come and how to stop it. */
export interface Running {
  deed: Deed;
  says: string;
  since: number;
  come?: Come;
  onStop?: () => void;
}

export type ParcelDeeds = ReturnType<typeof useParcelDeeds>;

/** What can be done with parcels of the list, one thing at a time; what became of each is told. */
export function useParcelDeeds({ onDone }: { onDone: (done: readonly string[]) => void }) {
  const { t } = useTranslation("track");
  const [running, show] = useState<Running | null>(null);
  // a key may come again before what it did is shown
  const taken = useRef(false);
  const [removing, ask] = useState<readonly ParcelRow[] | null>(null);

  const run = async (deed: Deed, says: string, work: () => Promise<void>) => {
    if (taken.current) return;
    taken.current = true;
    show({ deed, says, since: Date.now() });
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
    run("check", checking(parcels.length), async () => {
      const add = (more: Partial<Running>) => show((now) => now && { ...now, ...more });
      const course = checkParcels(numbersOf(parcels), (come) => add({ come }));
      const onStop = () => {
        course.stop();
        add({ onStop: undefined });
      };
      add({ onStop });
      const { asked, errors } = await course.ended;
      if (asked > 0) notify.success(t("act.checked", { count: asked }));
      else if (errors.length === 0) notify.success(t("act.nothingDue"));
      for (const error of errors) notify.problem(error);
    });
  const checking = (count: number) => (count > 0 ? t("act.checking", { count }) : t("act.checkingDue"));

  const over = (
    deed: "stop" | "remove",
    parcels: readonly ParcelRow[],
    work: (numbers: string[]) => Promise<RegistrationResults>,
  ) =>
    run(deed, t(`act.doing.${deed}`, { count: parcels.length }), async () => {
      const { done, results } = await work(numbersOf(parcels));
      if (done > 0) notify.success(t(`act.done.${deed}`, { count: done }));
      const well = results.filter(({ outcome }) => outcome === "done" || outcome === "already");
      tellReasons(
        t,
        results.filter((one) => !well.includes(one)),
      );
      onDone(well.map(({ number }) => number));
    });

  const exportPods = async (parcels: readonly ParcelRow[]) => {
    const some = parcels.filter(({ pods }) => pods > 0);
    if (some.length === 0) return notify.success(t("act.noPods"));
    const folder = await chooseFolder(t("act.exportTitle"));
    if (folder === null) return;
    await run("export", t("act.doing.export", { count: some.length }), () => writePods(some, folder));
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
    check: (parcels: readonly ParcelRow[]) => void check(parcels),
    stop: (parcels: readonly ParcelRow[]) =>
      void over("stop", parcels, (numbers) => commands.trackStop(numbers, null)),
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

const numbersOf = (parcels: readonly ParcelRow[]) => parcels.map(({ number }) => number);
