import { useQuery } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
} from "react";
import { useLanguage } from "~/i18n";
import { commands, type DeskDocument } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { noteSession, restoreSession } from "./session";
import { goTo, placeIn } from "./usePlace";

type Look = Pick<DeskDocument, "language" | "theme" | "contrast" | "density">;

interface Desk {
  desk: DeskDocument;
  /**
   * Opens another folder by a command: everything is read again, and the window goes to a place, or to where it was in
   * that folder. Gives what was opened; rejects with what the command says.
   */
  openFolder: (command: () => Promise<DeskDocument>, place?: string) => Promise<DeskDocument>;
  /** Changes how the window looks, and shows it as soon as it is kept. */
  change: <Key extends keyof Look>(key: Key, value: Look[Key]) => Promise<void>;
}

const Context = createContext<Desk | null>(null);
const KEY = ["settings", "desk"] as const;

/** The folder that is open, and how the window looks in it. */
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error("outside of <DeskProvider>");
  return desk;
}

/** Stands around everything that needs an open folder. `opened` is what the start found. */
export function DeskProvider({ opened, children }: { opened: DeskDocument; children: ReactNode }) {
  const { data: desk } = useQuery({
    queryKey: KEY,
    queryFn: () => commands.deskShow(),
    initialData: opened,
  });
  const { setLanguage } = useLanguage();
  // before the first picture
  useLayoutEffect(() => look(desk), [desk]);
  useEffect(() => setLanguage(desk.language), [desk.language, setLanguage]);

  const openFolder = useCallback<Desk["openFolder"]>(async (command, place) => {
    // what was being done here is noted here, before the folder changes
    await noteSession();
    const next = await command();
    restoreSession(next.session);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== KEY[1] });
    queries.setQueryData(KEY, next);
    goTo(place ?? placeIn(next));
    return next;
  }, []);
  const change = useCallback<Desk["change"]>(async (key, value) => {
    await commands.settingSet(key, value);
    queries.setQueryData<DeskDocument>(KEY, (now) => now && { ...now, [key]: value });
    // errors and states are worded by the engine
    if (key === "language") await queries.invalidateQueries();
  }, []);
  const value = useMemo(() => ({ desk, openFolder, change }), [desk, openFolder, change]);
  return <Context value={value}>{children}</Context>;
}

function look({ theme, contrast, density, practice }: DeskDocument): void {
  const { dataset } = document.documentElement;
  Object.assign(dataset, { theme, contrast, density });
  if (practice) dataset.practice = "";
  else delete dataset.practice;
}
