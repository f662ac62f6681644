import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { type KeyBinding, KeySheet, Notices, useKeys } from "~/design";
import { FirstStart } from "~/features/first-start";
import { followChanges } from "~/ipc/events";
import { queries, readAgain } from "~/ipc/queries";
import { walkAreas } from "./areas";
import { Crash } from "./Crash";
import { useDesk } from "./desk";
import { Finder } from "./Finder";
import { showFinder } from "./finder";
import { PracticeStrip } from "./PracticeStrip";
import { Rail } from "./Rail";
import { StatusBar } from "./StatusBar";
import { screens } from "./screens";
import { useSessionPlace } from "./usePlace";
import "./app.css";

/**
 * The open folder: how to start in it where nobody has yet, else the window. `cameWithPage`: what is shown first was read
 * before anybody could follow what changes.
 */
export function App({ cameWithPage }: { cameWithPage: boolean }) {
  const { desk } = useDesk();
  const [place] = useLocation();
  useChanges(desk.fresh, cameWithPage);
  if (desk.fresh && place === "/") {
    return (
      <>
        <Suspense>
          <FirstStart />
        </Suspense>
        <Notices />
      </>
    );
  }
  // another folder is another window: nothing of the one before stays
  return <Window key={desk.data_dir} />;
}

/** Follows the folder. Until somebody has put something in, every change may be the end of the first start. */
function useChanges(fresh: boolean, cameWithPage: boolean): void {
  useEffect(() => {
    const following = followChanges(() => fresh && readAgain(["settings"]));
    // what changed before anybody followed it
    if (cameWithPage) void following.then(() => queries.invalidateQueries());
    return () => void following.then((stop) => stop());
  }, [fresh, cameWithPage]);
}

/** Rail, screen, status bar, and what floats above them. */
function Window() {
  const [keys, showKeys] = useState(false);
  const [place] = useLocation();
  useSessionPlace();
  useEverywhere(() => showKeys(true));
  useFocusInScreen(place);
  return (
    <div className="app">
      <PracticeStrip />
      <Rail />
      <main className="main" tabIndex={-1}>
        <Switch>
          {screens.map(({ path, Component }) => (
            <Route key={path} path={`${path}/*?`}>
              <Crash key={path}>
                <Suspense>
                  <Component />
                </Suspense>
              </Crash>
            </Route>
          ))}
          <Route>
            <Redirect to={screens[0]?.path ?? "/"} replace />
          </Route>
        </Switch>
      </main>
      <StatusBar onKeys={() => showKeys(true)} />
      {screens.map(({ path, Everywhere }) => Everywhere && <Everywhere key={path} />)}
      <Finder />
      <KeySheet open={keys} onClose={() => showKeys(false)} />
      <Notices />
    </div>
  );
}

/** The keys that work wherever the reader is. */
function useEverywhere(showKeys: () => void): void {
  const { t } = useTranslation("app");
  const [, go] = useLocation();
  const toScreens = screens.flatMap((screen, index): KeyBinding[] => {
    const binding = { label: t(`screens.${screen.title}`), run: () => go(screen.path), inFields: true };
    return [
      { ...binding, keys: screen.key },
      { ...binding, keys: `Control+${index + 1}`, hidden: true },
    ];
  });
  useKeys(
    "everywhere",
    [
      { keys: "Control+k", label: t("keys.find"), run: () => showFinder(), inFields: true },
      ...toScreens,
      { keys: "F5", label: t("keys.again"), run: () => void queries.invalidateQueries() },
      { keys: "Control+Tab", label: t("keys.nextArea"), run: () => walkAreas(1), inFields: true },
      { keys: "Control+Shift+Tab", label: t("keys.lastArea"), run: () => walkAreas(-1), inFields: true },
      { keys: "?", label: t("keys.keys"), run: showKeys },
    ],
    { title: t("keys.title") },
  );
}

/** A screen that comes while the focus is nowhere gets it, so that Tab goes on from there. */
function useFocusInScreen(place: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: every place is looked at anew
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost) document.querySelector<HTMLElement>("main.main")?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [place]);
}
